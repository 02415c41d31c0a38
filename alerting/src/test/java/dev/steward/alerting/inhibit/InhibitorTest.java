package dev.steward.alerting.inhibit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.alerting.alert.Alert;
import dev.steward.alerting.alert.PostedAlert;
import dev.steward.alerting.configuration.InhibitRule;
import dev.steward.alerting.matching.MatcherParser;
import dev.steward.spi.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class InhibitorTest {
  private static final Instant T = Instant.parse("2026-11-20T12:00:00Z");

  private static Inhibitor inhibitor(String sources, String targets, String... equal) {
    return new Inhibitor(
        List.of(
            new InhibitRule(
                "", MatcherParser.parse(sources), MatcherParser.parse(targets), List.of(equal))));
  }

  private static Alert alert(String... labels) {
    return Alert.of(
        new PostedAlert(Labels.of(labels), Map.of(), T, T.plusSeconds(60), ""),
        T,
        Duration.ofMinutes(5));
  }

  @Test
  void aHostThatIsDownMutesItsServicesAndNoOthers() {
    Inhibitor inhibitor = inhibitor("alertname=HostDown", "severity=page", "host");
    Alert down = alert("alertname", "HostDown", "host", "mx1", "severity", "page");
    Labels service = Labels.of("alertname", "SmtpDown", "host", "mx1", "severity", "page");
    assertTrue(inhibitor.muting(service, T).isEmpty());
    inhibitor.put(down);
    assertEquals(down.fingerprint(), inhibitor.muting(service, T).orElseThrow());
    assertTrue(inhibitor.muting(service.with("host", "mx2"), T).isEmpty());
    assertTrue(inhibitor.muting(service.with("severity", "info"), T).isEmpty());
    assertTrue(inhibitor.muting(down.labels(), T).isEmpty(), "itself");
  }

  @Test
  void itStopsMutingWhenItEnds() {
    Inhibitor inhibitor = inhibitor("alertname=HostDown", "severity=page");
    inhibitor.put(alert("alertname", "HostDown"));
    Labels service = Labels.of("severity", "page");
    assertTrue(inhibitor.muting(service, T.plusSeconds(59)).isPresent());
    assertTrue(inhibitor.muting(service, T.plusSeconds(60)).isEmpty());
    inhibitor.forgetEnded(T.plusSeconds(60));
    assertTrue(inhibitor.muting(service, T).isEmpty());
  }

  @Test
  void missingLabelsOnBothSidesAreEqual() {
    Inhibitor inhibitor = inhibitor("alertname=A", "alertname=B", "host");
    inhibitor.put(alert("alertname", "A"));
    assertTrue(inhibitor.muting(Labels.of("alertname", "B"), T).isPresent());
    assertFalse(inhibitor.muting(Labels.of("alertname", "B", "host", "x"), T).isPresent());
  }
}
