package dev.steward.server.console;

import dev.steward.alerting.dispatch.Pager;
import dev.steward.alerting.matching.MatcherParser;
import dev.steward.alerting.matching.Matchers;
import dev.steward.alerting.silence.Silence;
import dev.steward.configuration.DurationText;
import dev.steward.server.security.WithoutToken;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.select.LabelMatcher;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the page of alerts: what fires and why it is muted, silences, and the tree of routes. It
 * asks for no token, as {@code /api/v2/silences} does not; other sites' pages are kept out by the
 * check of Origin.
 */
@RestController
final class AlertsPage {
  private final AlertViews alerts;
  private final ConsolePages pages;
  private final Pager pager;
  private final Clock clock;

  AlertsPage(AlertViews alerts, ConsolePages pages, Pager pager, Clock clock) {
    this.alerts = alerts;
    this.pages = pages;
    this.pager = pager;
    this.clock = clock;
  }

  @GetMapping("/alerts")
  void page(
      @RequestParam(name = "labels", defaultValue = "") String labels, HttpServletResponse response)
      throws IOException {
    pages.render(response, "alerts.jte", Map.of("view", alerts.read(labels)));
  }

  @WithoutToken
  @PostMapping("/alerts/silence")
  void silence(
      @RequestParam("matcher") List<String> matchers,
      @RequestParam("for") String length,
      @RequestParam(name = "comment", defaultValue = "") String comment,
      HttpServletResponse response)
      throws IOException {
    Instant now = clock.instant();
    List<LabelMatcher> all = new ArrayList<>();
    matchers.forEach(each -> all.addAll(MatcherParser.parse("{" + each + "}").all()));
    pager
        .silences()
        .set(
            new Silence(
                "",
                new Matchers(all),
                now,
                now.plus(duration(length)),
                now,
                "the page",
                comment.isBlank() ? "silenced on the page" : comment));
    response.sendRedirect("/alerts");
  }

  private static java.time.Duration duration(String text) {
    try {
      return DurationText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new StewardException(ErrorCode.INVALID_ARGUMENT, String.valueOf(e.getMessage()), e);
    }
  }

  @WithoutToken
  @PostMapping("/alerts/expire")
  void expire(@RequestParam("id") String id, HttpServletResponse response) throws IOException {
    pager.silences().expire(id);
    response.sendRedirect("/alerts");
  }
}
