package dev.steward.alerting.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AlertTest {
  private static final Instant T = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private static Alert at(long now, @Nullable Long start, @Nullable Long end) {
    PostedAlert posted =
        new PostedAlert(
            Labels.of("alertname", "x", "empty", ""),
            Map.of("summary", "at " + now),
            start == null ? null : T.plusSeconds(start),
            end == null ? null : T.plusSeconds(end),
            "");
    return Alert.of(posted, T.plusSeconds(now), TIMEOUT);
  }

  @Test
  void theFingerprintIsThatOfAlertmanager() {
    assertEquals("cbf29ce484222325", Fingerprint.of(Labels.EMPTY));
    assertEquals("d2b371819297f98a", Fingerprint.of(Labels.of("a", "b")));
  }

  @Test
  void emptyLabelsAreNoPartOfTheIdentity() {
    assertEquals(Labels.of("alertname", "x"), at(0, null, null).labels());
  }

  @Test
  void whatTheSenderLeavesOutIsPresumed() {
    Alert alert = at(0, null, null);
    assertEquals(T, alert.startsAt());
    assertEquals(T.plus(TIMEOUT), alert.endsAt());
    assertTrue(alert.presumed());
    assertEquals(T.minusSeconds(10), at(0, null, -10L).startsAt());
  }

  @Test
  void aLaterPostKeepsTheFirstStartAndTakesTheNewWords() {
    Alert merged = at(60, 60L, 360L).mergedWith(at(0, 0L, 300L));
    assertEquals(T, merged.startsAt());
    assertEquals(T.plusSeconds(360), merged.endsAt());
    assertEquals("at 60", merged.annotations().get("summary"));
  }

  @Test
  void anEndEndsWhatWasFiringAndNothingElse() {
    Alert ended = at(60, 0L, 50L).mergedWith(at(0, 0L, 300L));
    assertEquals(T.plusSeconds(50), ended.endsAt());
    assertTrue(ended.resolvedAt(T.plusSeconds(60)));
    Alert again = at(400, 400L, 700L).mergedWith(ended);
    assertEquals(T.plusSeconds(400), again.startsAt(), "another time of firing");
    assertFalse(again.resolvedAt(T.plusSeconds(500)));
  }

  @Test
  void anEndThatWasSaidOutlastsOneThatIsPresumed() {
    Alert merged = at(10, 0L, null).mergedWith(at(0, 0L, 3600L));
    assertEquals(T.plusSeconds(3600), merged.endsAt());
  }
}
