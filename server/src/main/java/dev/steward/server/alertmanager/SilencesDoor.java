package dev.steward.server.alertmanager;

import dev.steward.alerting.dispatch.Pager;
import dev.steward.alerting.matching.FilterMatching;
import dev.steward.alerting.matching.Matchers;
import dev.steward.alerting.silence.Silence;
import dev.steward.server.http.JsonAnswer;
import dev.steward.server.http.RequestParameters;
import dev.steward.server.security.WithoutToken;
import dev.steward.spi.model.Labels;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows, makes and ends silences. It asks for no token, since Alertmanager's clients have none to
 * show: who can reach this door may mute alerts, and every silence says who made it and why.
 */
@RestController
@RequestMapping("/api/v2")
final class SilencesDoor {
  private final Pager pager;
  private final Clock clock;

  SilencesDoor(Pager pager, Clock clock) {
    this.pager = pager;
    this.clock = clock;
  }

  @GetMapping("/silences")
  void silences(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Matchers filter = AlertFilter.matchers(RequestParameters.of(request));
    Instant now = clock.instant();
    List<Silence> silences =
        pager.silences().all().stream()
            .filter(silence -> FilterMatching.accepts(filter, labels(silence)))
            .toList();
    JsonAnswer.ok(
        response,
        json -> {
          json.writeStartArray();
          silences.forEach(silence -> SilenceJson.write(json, silence, now));
          json.writeEndArray();
        });
  }

  /** A silence's matchers as if they were labels, which is how they are filtered. */
  private static Labels labels(Silence silence) {
    Labels.Builder labels = Labels.builder();
    silence
        .matchers()
        .all()
        .forEach(matcher -> labels.set(matcher.name(), Matchers.value(matcher)));
    return labels.build();
  }

  @WithoutToken
  @PostMapping("/silences")
  void set(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Silence wanted = SilenceJson.read(RequestJson.read(request.getInputStream()), clock.instant());
    String id = pager.silences().set(wanted);
    JsonAnswer.ok(
        response,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("silenceID", id);
          json.writeEndObject();
        });
  }

  @GetMapping("/silence/{id}")
  void silence(@PathVariable("id") String id, HttpServletResponse response) throws IOException {
    Silence silence = pager.silences().get(id);
    JsonAnswer.ok(response, json -> SilenceJson.write(json, silence, clock.instant()));
  }

  @WithoutToken
  @DeleteMapping("/silence/{id}")
  void expire(@PathVariable("id") String id, HttpServletResponse response) {
    pager.silences().expire(id);
    response.setStatus(HttpServletResponse.SC_OK);
  }
}
