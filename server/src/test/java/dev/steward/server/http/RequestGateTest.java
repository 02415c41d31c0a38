package dev.steward.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RequestGateTest {
  @Test
  void whoFindsNoPlaceInTimeIsSentAway() {
    RequestGate gate = new RequestGate(1, Duration.ofMillis(1));
    try (RequestGate.Pass within = gate.enter()) {
      StewardException refused = assertThrows(StewardException.class, gate::enter);
      assertEquals(ErrorCode.UNAVAILABLE, refused.code());
    }
    gate.enter().close();
  }

  @Test
  void aPassGivesItsPlaceBackOnce() {
    RequestGate gate = new RequestGate(1, Duration.ofMillis(1));
    RequestGate.Pass pass = gate.enter();
    pass.close();
    pass.close();
    try (RequestGate.Pass within = gate.enter()) {
      assertThrows(StewardException.class, gate::enter);
    }
  }
}
