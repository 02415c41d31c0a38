package dev.steward.server.rules;

import dev.steward.alerting.rule.RuleExpression;
import dev.steward.query.template.Escaping;
import dev.steward.spi.error.StewardException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The address that alerts link to for their expression: what it gives now. */
@RestController
final class GraphDoor {
  @GetMapping("/graph")
  void graph(
      @RequestParam(name = "g0.expr", defaultValue = "") String expression,
      HttpServletResponse response)
      throws IOException {
    String query = Escaping.urlQuery(expression);
    response.sendRedirect(
        (isOverLogs(expression) ? "/loki/api/v1/query?query=" : "/api/v1/query?query=") + query);
  }

  private static boolean isOverLogs(String expression) {
    try {
      return RuleExpression.parse(expression) instanceof RuleExpression.Logs;
    } catch (StewardException e) {
      // The interface that it goes to says what is wrong with it.
      return false;
    }
  }
}
