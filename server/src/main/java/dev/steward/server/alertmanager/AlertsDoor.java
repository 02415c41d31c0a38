package dev.steward.server.alertmanager;

import dev.steward.alerting.alert.PostedAlert;
import dev.steward.alerting.dispatch.Pager;
import dev.steward.server.http.JsonAnswer;
import dev.steward.server.http.RequestParameters;
import dev.steward.server.security.WithoutToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows alerts and takes them from rules of other servers, such as Prometheus. */
@RestController
@RequestMapping("/api/v2/alerts")
final class AlertsDoor {
  private final Pager pager;

  AlertsDoor(Pager pager) {
    this.pager = pager;
  }

  @GetMapping
  void alerts(HttpServletRequest request, HttpServletResponse response) throws IOException {
    AlertFilter filter = AlertFilter.of(RequestParameters.of(request));
    List<Pager.Known> alerts =
        pager.firing().stream()
            .filter(known -> known.receivers().stream().anyMatch(filter::acceptsReceiver))
            .filter(filter::accepts)
            .toList();
    JsonAnswer.ok(
        response,
        json -> {
          json.writeStartArray();
          alerts.forEach(known -> AlertJson.write(json, known, List.of()));
          json.writeEndArray();
        });
  }

  @GetMapping("/groups")
  void groups(HttpServletRequest request, HttpServletResponse response) throws IOException {
    AlertFilter filter = AlertFilter.of(RequestParameters.of(request));
    List<Pager.Group> groups =
        pager.groups().stream()
            .filter(group -> filter.acceptsReceiver(group.receiver()))
            .filter(group -> filter.muted() || group.mutedBy().isEmpty())
            .filter(group -> group.alerts().stream().anyMatch(filter::accepts))
            .toList();
    JsonAnswer.ok(
        response,
        json -> {
          json.writeStartArray();
          for (Pager.Group group : groups) {
            json.writeStartObject();
            json.writeArrayPropertyStart("alerts");
            group.alerts().stream()
                .filter(filter::accepts)
                .forEach(known -> AlertJson.write(json, known, group.mutedBy()));
            json.writeEndArray();
            AlertJson.texts(json, "labels", group.labels().toMap());
            json.writeName("receiver");
            AlertJson.receiver(json, group.receiver());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** What is right is taken, also where something else is wrong. */
  @WithoutToken
  @PostMapping
  void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
    List<String> problems = new ArrayList<>();
    List<PostedAlert> alerts =
        PostedAlerts.of(RequestJson.read(request.getInputStream()), problems);
    pager.post(alerts);
    if (problems.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_OK);
    } else {
      AlertmanagerErrors.send(
          response, HttpServletResponse.SC_BAD_REQUEST, String.join("\n", problems));
    }
  }
}
