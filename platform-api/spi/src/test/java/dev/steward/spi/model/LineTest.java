package dev.steward.spi.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aPartOfAnArrayIsALine() {
    byte[] array = bytes("one two three");
    Line line = Line.wrap(array, 4, 3);
    assertEquals("two", line.toString());
    assertEquals(Line.of("two"), line);
    assertEquals(Line.of("two").hashCode(), line.hashCode());
    assertEquals(3, line.length());
    assertEquals((byte) 'w', line.byteAt(1));
    assertArrayEquals(bytes("two"), line.toByteArray());
    assertEquals(3, line.toByteBuffer().remaining());
    assertThrows(IndexOutOfBoundsException.class, () -> line.byteAt(3));
    assertThrows(IndexOutOfBoundsException.class, () -> Line.wrap(array, 10, 4));
  }

  @Test
  void anyBytesAreKept() {
    byte[] latin1 = {'a', (byte) 0xE4, 0, 'b'};
    assertArrayEquals(latin1, Line.wrap(latin1).toByteArray());
    assertEquals("a\uFFFD\0b", Line.wrap(latin1).toString());
  }

  @Test
  void bytesAreSearchedWithinTheLineOnly() {
    Line line = Line.wrap(bytes("xxabcabcxx"), 2, 6);
    assertEquals(0, line.indexOf(bytes("abc"), 0));
    assertEquals(3, line.indexOf(bytes("abc"), 1));
    assertEquals(-1, line.indexOf(bytes("abc"), 4));
    assertEquals(-1, line.indexOf(bytes("cx"), 0));
    assertEquals(6, line.indexOf(bytes(""), 6));
    assertEquals(-1, line.indexOf(bytes(""), 7));
  }

  @Test
  void searchingAgreesWithText() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 5000; round++) {
      String text = word(random, 12);
      String needle = word(random, 3);
      int from = random.nextInt(text.length() + 1);
      assertEquals(
          text.indexOf(needle, from), Line.of(text).indexOf(bytes(needle), from), "seed " + seed);
    }
  }

  private static String word(Random random, int max) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(max + 1); i > 0; i--) {
      word.append((char) ('a' + random.nextInt(2)));
    }
    return word.toString();
  }

  @Test
  void orderIsThatOfUnsignedBytes() {
    assertTrue(Line.of("z").compareTo(Line.of("ä")) < 0);
    assertTrue(Line.of("ab").compareTo(Line.of("abc")) < 0);
    assertEquals(0, Line.of("ab").compareTo(Line.of("ab")));
    assertNotEquals(Line.of("ab"), Line.of("ac"));
    assertEquals(Line.EMPTY, Line.of(""));
  }
}
