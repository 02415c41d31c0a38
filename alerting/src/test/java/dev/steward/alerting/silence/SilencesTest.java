package dev.steward.alerting.silence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.alerting.dispatch.TestClock;
import dev.steward.alerting.matching.MatcherParser;
import dev.steward.spi.model.Labels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SilencesTest {
  private static final Labels WEB = Labels.of("team", "web");

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();
  private Silences silences;

  @BeforeEach
  void open() {
    silences = Silences.open(folder.resolve("silences"), clock);
  }

  @AfterEach
  void close() {
    silences.close();
  }

  private Silence silence(String id, String matchers, long start, long end) {
    Instant now = clock.instant();
    return new Silence(
        id,
        MatcherParser.parse(matchers),
        now.plusSeconds(start),
        now.plusSeconds(end),
        now,
        "me",
        "why");
  }

  private void reopen() {
    silences.close();
    open();
  }

  private List<String> muting() {
    return silences.muting(WEB, clock.instant());
  }

  @Test
  void aSilenceMutesFromItsStartToItsEndAndOverARestart() {
    String id = silences.set(silence("", "team=web", 10, 60));
    assertEquals(List.of(), muting());
    clock.advance(Duration.ofSeconds(10));
    assertEquals(List.of(id), muting());
    reopen();
    assertEquals(List.of(id), muting());
    assertEquals(List.of(), silences.muting(Labels.of("team", "mail"), clock.instant()));
    clock.advance(Duration.ofSeconds(50));
    assertEquals(List.of(), muting());
  }

  @Test
  void whatMutesIsProlongedInPlaceAndOtherwiseReplaced() {
    String id = silences.set(silence("", "team=web", 0, 60));
    assertEquals(id, silences.set(silence(id, "team=web", 0, 120)));
    String other = silences.set(silence(id, "team=~w.*", 0, 120));
    assertNotEquals(id, other);
    assertEquals(List.of(other), muting());
    assertEquals(Silence.State.EXPIRED, silences.get(id).stateAt(clock.instant()));
  }

  @Test
  void expiringEndsAtOnceAndOnlyOnce() {
    String id = silences.set(silence("", "team=web", 0, 60));
    silences.expire(id);
    assertEquals(List.of(), muting());
    assertProblem("silence " + id + " already expired", () -> silences.expire(id));
    assertProblem("silence nobody not found", () -> silences.expire("nobody"));
    reopen();
    assertEquals(List.of(), muting());
  }

  @Test
  void wrongSilencesAreRefusedInAlertmanagersWords() {
    assertProblem(
        "Failed to create silence: start time must be before end time",
        () -> silences.set(silence("", "team=web", 60, 60)));
    assertProblem(
        "Failed to create silence: end time can't be in the past",
        () -> silences.set(silence("", "team=web", -60, -30)));
    assertProblem(
        "invalid silence: at least one matcher required",
        () -> silences.set(silence("", "{}", 0, 60)));
    assertProblem(
        "invalid silence: at least one matcher must not match the empty string",
        () -> silences.set(silence("", "team=~.*", 0, 60)));
  }

  private static void assertProblem(String problem, Runnable call) {
    assertEquals(problem, assertThrows(SilenceException.class, call::run).getMessage());
  }

  @Test
  void activeOnesStandFirstAndOldOnesAreForgotten() {
    String pending = silences.set(silence("", "a=b", 100, 200));
    String late = silences.set(silence("", "a=b", 0, 300));
    String soon = silences.set(silence("", "a=b", 0, 200));
    String expired = silences.set(silence("", "a=b", 0, 100));
    silences.expire(expired);
    assertEquals(
        List.of(soon, late, pending, expired), silences.all().stream().map(Silence::id).toList());
    clock.advance(Duration.ofHours(121));
    silences.forgetOld();
    assertTrue(silences.all().isEmpty());
    reopen();
    assertTrue(silences.all().isEmpty());
  }
}
