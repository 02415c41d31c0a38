package dev.steward.server.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes the console's pages. Safe for any thread. */
@Component
final class ConsolePages {
  /**
   * Own scripts and styles only: nothing that a log line holds can run, even if escaping failed.
   */
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, null, "dev.steward.server.console.pages");

  ConsolePages() {}

  /** Answers with a page. */
  void render(HttpServletResponse response, String template, Map<String, Object> values)
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
