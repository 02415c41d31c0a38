package dev.steward.spi.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Line;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
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
    "'1.2.3.4', 1.2.3.4:80, true",
    "::1, [::1]:80, true",
    "10.0.0.1, 'ip=10.0.0.1,', true",
    "10.0.0.1, (10.0.0.1), true",
    "10.0.0.1, \"10.0.0.1\", true",
    "10.0.0.1, 10.0.0.10, false",
    "10.0.0.1, 110.0.0.1, false",
    "110.0.0.1, 1110.0.0.1, true",
    "10.0.0.0/8, 10.0.0.0.1, false",
    "10.0.0.0/8, 010.0.0.1, false",
    "10.0.0.0/8, 10.0.0.256, false",
    "0.0.0.0/0, the end is 255.255.255.255, true",
    "fe80::/10, 'from fe80::1%eth0, port 5', true",
    "fe80::/10, reached fe80::1., true",
    "fe80::/10, fe80::1: no route, true",
    "fe80::/10, fe80:: is a prefix, true",
    "::/0, no address at 12:30:45 here, false",
    "::ffff:0:0/96, mapped ::ffff:10.0.0.1, true",
    "2001:db8:0:0:0:0:0:1-2001:db8::ff, 2001:db8::a0, true",
    "2001:db8::1-2001:db8::ff, 2001:db8::100, false",
    "2001:db8::/64, 2001:db8:0:1::1, false",
    "2001:db8::/63, 2001:db8:0:1::1, true",
    "::1, 1:2:3:4:5:6:7:8, false",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8, true",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8:9, false",
    "10.0.0.0/8, version 10.0.1 of 2010, false",
    "10.0.0.0/8, no address at 12:30:45, false",
    "10.0.0.0/8, '', false",
  })
  void findsAddressesInLines(String range, String line, boolean expected) {
    assertEquals(expected, AddressRange.parse(range).occursIn(Line.of(line)));
  }

  @Test
  void agreesWithTheJdkOnGeneratedAddresses() throws UnknownHostException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 5000; round++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : 0);
      }
      String address = InetAddress.getByAddress(bytes).getHostAddress();
      int prefix = random.nextInt(bytes.length * 8 + 1);
      AddressRange network = AddressRange.parse(address + "/" + prefix);
      String about = "seed " + seed + ", network " + network.source();
      assertTrue(network.contains(address), about);
      assertTrue(network.occursIn(Line.of("from [" + address + "]:25 to")), about);
      if (prefix > 0) {
        int bit = random.nextInt(prefix);
        bytes[bit / 8] ^= (byte) (0x80 >> (bit % 8));
        String other = InetAddress.getByAddress(bytes).getHostAddress();
        assertFalse(network.contains(other), about + ", other " + other);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1::2::3",
        ":::",
        "1:2:3:4:5:6:7::8:9",
        "::1/129",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "01.0.0.1",
        "bogus",
        "10.0.0.0/33",
        "10.0.0.9-10.0.0.1",
        "",
        "1.2.3",
        "10.0.0.1-::1"
      })
  void refusesWhatIsNoRange(String range) {
    assertThrows(StewardException.class, () -> AddressRange.parse(range));
  }
}
