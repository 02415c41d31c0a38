package dev.steward.logstore.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Words are what a look at each byte in turn finds. */
final class LineScannerTest {
  private record Word(int start, int end, boolean varies, byte kinds) {}

  @Test
  void anAddressIsOneWordAndAStampWithAnEndIsNot() {
    assertEquals(
        List.of("peer", "10.0.0.7", "19T00", "59", "00", "123456Z", "v1"),
        texts("peer 10.0.0.7 19T00:59:00.123456Z v1."));
  }

  @Test
  void dotsThatJoinNothingAreConstant() {
    assertEquals(List.of("1", "2", "3", "4x", "5.6"), texts("1..2 3.4x .5.6."));
  }

  @Test
  void wordsOfAnyLinesAreThoseThatBytesInTurnTell() {
    long seed = Long.getLong("steward.seed", System.nanoTime());
    System.out.println("steward.seed=" + seed);
    Random random = new Random(seed);
    LineScanner scanner = new LineScanner();
    for (int i = 0; i < 20_000; i++) {
      int offset = random.nextInt(20);
      byte[] bytes = line(random, offset + random.nextInt(300) + random.nextInt(2) * 8);
      int length = bytes.length - offset - random.nextInt(Math.max(1, bytes.length - offset));
      scanner.scan(bytes, Math.min(offset, bytes.length), Math.max(0, length));
      assertEquals(
          expected(bytes, Math.min(offset, bytes.length), Math.max(0, length)), found(scanner));
    }
  }

  private static byte[] line(Random random, int length) {
    byte[] bytes = new byte[length];
    String usual = "0123456789..abzAFZ -:_[]`@{";
    for (int i = 0; i < length; i++) {
      bytes[i] =
          random.nextInt(4) == 0
              ? (byte) random.nextInt(256)
              : (byte) usual.charAt(random.nextInt(usual.length()));
    }
    return bytes;
  }

  private static List<String> texts(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    LineScanner scanner = new LineScanner();
    scanner.scan(bytes, 0, bytes.length);
    List<String> texts = new ArrayList<>();
    for (int word = 0; word < scanner.count(); word++) {
      texts.add(line.substring(scanner.start(word), scanner.end(word)));
    }
    return texts;
  }

  private static List<Word> found(LineScanner scanner) {
    List<Word> words = new ArrayList<>();
    for (int word = 0; word < scanner.count(); word++) {
      words.add(
          new Word(
              scanner.start(word), scanner.end(word), scanner.varies(word), scanner.kinds(word)));
    }
    return words;
  }

  private static List<Word> expected(byte[] bytes, int offset, int length) {
    List<Word> words = new ArrayList<>();
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (!ByteKind.isWord(bytes[at])) {
        at++;
        continue;
      }
      int start = at;
      at = wordEnd(bytes, at, end);
      if (isNumber(bytes, start, at)) {
        int next = at < end && bytes[at] == '.' ? wordEnd(bytes, at + 1, end) : at;
        while (next > at + 1 && isNumber(bytes, at + 1, next)) {
          at = next;
          next = at < end && bytes[at] == '.' ? wordEnd(bytes, at + 1, end) : at;
        }
      }
      byte kinds = ByteKind.kinds(bytes, start, at);
      words.add(new Word(start, at, (kinds & ByteKind.DIGIT) != 0, kinds));
    }
    return words;
  }

  private static int wordEnd(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && ByteKind.isWord(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isNumber(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (!ByteKind.isDigit(bytes[at])) {
        return false;
      }
    }
    return true;
  }
}
