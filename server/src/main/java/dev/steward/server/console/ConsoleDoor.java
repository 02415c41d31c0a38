package dev.steward.server.console;

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
  private final ConsolePages pages;
  private final HostPanels hosts;
  private final LogSearch logs;

  ConsoleDoor(ConsolePages pages, HostPanels hosts, LogSearch logs) {
    this.pages = pages;
    this.hosts = hosts;
    this.logs = logs;
  }

  @GetMapping("/")
  void page(
      @RequestParam(name = "query", defaultValue = "") String query,
      @RequestParam(name = "since", defaultValue = "") String since,
      HttpServletResponse response)
      throws IOException {
    SearchSpan span = SearchSpan.of(since);
    pages.render(
        response,
        "page.jte",
        Map.of(
            "hosts",
            hosts.read(),
            "query",
            query,
            "found",
            logs.search(query, span.duration()),
            "span",
            span));
  }

  @GetMapping("/console/hosts")
  void hosts(HttpServletResponse response) throws IOException {
    pages.render(response, "hosts.jte", Map.of("hosts", hosts.read()));
  }

  @GetMapping("/console/logs")
  void logs(
      @RequestParam(name = "query", defaultValue = "") String query,
      @RequestParam(name = "since", defaultValue = "") String since,
      HttpServletResponse response)
      throws IOException {
    Duration span = SearchSpan.of(since).duration();
    pages.render(response, "logs.jte", Map.of("found", logs.search(query, span)));
  }
}
