package dev.steward.server.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the page and the parts of it that are fetched again and again. */
@RestController
final class ConsoleDoor {
  /**
   * Own scripts and styles only: nothing that a log line holds can run, even if escaping failed.
   */
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, null, "dev.steward.server.console.pages");
  private final HostPanels hosts;
  private final LogSearch logs;

  ConsoleDoor(HostPanels hosts, LogSearch logs) {
    this.hosts = hosts;
    this.logs = logs;
  }

  @GetMapping("/")
  void page(HttpServletResponse response) throws IOException {
    render(
        response,
        "page.jte",
        Map.of(
            "hosts",
            hosts.read(),
            "found",
            logs.search("", SearchSpan.DEFAULT.duration()),
            "span",
            SearchSpan.DEFAULT));
  }

  @GetMapping("/console/hosts")
  void hosts(HttpServletResponse response) throws IOException {
    render(response, "hosts.jte", Map.of("hosts", hosts.read()));
  }

  @GetMapping("/console/logs")
  void logs(
      @RequestParam(name = "query", defaultValue = "") String query,
      @RequestParam(name = "since", defaultValue = "") String since,
      HttpServletResponse response)
      throws IOException {
    Duration span = SearchSpan.of(since).duration();
    render(response, "logs.jte", Map.of("found", logs.search(query, span)));
  }

  private void render(HttpServletResponse response, String template, Map<String, Object> values)
      throws IOException {
    response.setContentType("text/html; charset=utf-8");
    response.setHeader("Content-Security-Policy", CONTENT_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cache-Control", "no-store");
    Utf8ByteOutput output = new Utf8ByteOutput();
    templates.render(template, values, (TemplateOutput) output);
    response.setContentLength(output.getContentLength());
    output.writeTo(response.getOutputStream());
  }
}
