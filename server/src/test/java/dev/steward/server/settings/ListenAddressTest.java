package dev.steward.server.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.configuration.HostPort;
import dev.steward.spi.error.StewardException;
import org.junit.jupiter.api.Test;

final class ListenAddressTest {
  @Test
  void anAddressIsTakenAsItIs() {
    assertEquals(
        8740, ListenAddress.of(new HostPort("127.0.0.1", 8740), ServerKeys.HTTP).getPort());
  }

  @Test
  void aHostWithoutAddressIsAnErrorAndNeverEveryAddress() {
    StewardException thrown =
        assertThrows(
            StewardException.class,
            () -> ListenAddress.of(new HostPort("nowhere.invalid", 8740), ServerKeys.HTTP));
    assertEquals(
        "server.http.listen: nowhere.invalid:8740: unknown host (expected: a name or address of"
            + " this machine)",
        thrown.getMessage());
  }
}
