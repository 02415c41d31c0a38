package dev.steward.spi.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Line;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, client 10.0.0.7:80 connected, true",
    "10.0.0.0/8, from 10.1.2.3., true",
    "10.0.0.0/8, client 192.168.1.5:80, false",
    "192.168.1.5, addr=192.168.1.5, true",
    "192.168.1.1-192.168.1.9, [192.168.1.5], true",
    "192.168.1.1-192.168.1.9, 192.168.1.10, false",
    "2001:db8::/32, peer 2001:db8::1 up, true",
    "2001:db8::/32, 2001:db9::1, false",
    "::1, localhost is ::1, true",
    "10.0.0.0/8, version 10.0.1 of 2010, false",
    "10.0.0.0/8, no address at 12:30:45, false",
    "10.0.0.0/8, '', false",
  })
  void findsAddressesInLines(String range, String line, boolean expected) {
    assertEquals(expected, AddressRange.parse(range).occursIn(Line.of(line)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bogus", "10.0.0.0/33", "10.0.0.9-10.0.0.1", "", "1.2.3", "10.0.0.1-::1"})
  void refusesWhatIsNoRange(String range) {
    assertThrows(StewardException.class, () -> AddressRange.parse(range));
  }
}
