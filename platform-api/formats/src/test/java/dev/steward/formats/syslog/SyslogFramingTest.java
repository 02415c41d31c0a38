package dev.steward.formats.syslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SyslogFramingTest {
  private static final int MAX = 100;

  private final List<String> frames = new ArrayList<>();
  private final SyslogFraming framing = new SyslogFraming(MAX);

  private void take(byte[] bytes, int offset, int length, boolean counted) {
    frames.add((counted ? "# " : "") + new String(bytes, offset, length, StandardCharsets.UTF_8));
  }

  private void feed(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    framing.feed(bytes, 0, bytes.length, this::take);
  }

  private static List<String> frames(byte[] stream, int chunk) {
    SyslogFramingTest test = new SyslogFramingTest();
    for (int at = 0; at < stream.length; at += chunk) {
      test.framing.feed(stream, at, Math.min(chunk, stream.length - at), test::take);
    }
    test.framing.end(test::take);
    return test.frames;
  }

  private static void cuts(String stream, String... expected) {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    for (int chunk : new int[] {bytes.length, 1, 2, 3, 7}) {
      assertEquals(List.of(expected), frames(bytes, chunk), "in chunks of " + chunk);
    }
  }

  @Test
  void framesEndAtLineFeeds() {
    cuts("<1>a\n<2>b\n<3>c", "<1>a", "<2>b", "<3>c");
  }

  @Test
  void framesAreCountedInOctets() {
    cuts("4 <1>a5 <2>bb6 <3>c\nd", "# <1>a", "# <2>bb", "# <3>c\nd");
  }

  @Test
  void eachFrameIsLookedAtAnew() {
    cuts("4 <1>a<2>b\n4 <3>c<4>d\n", "# <1>a", "<2>b", "# <3>c", "<4>d");
  }

  @Test
  void aNumberWithoutAMessageBehindItIsText() {
    cuts(
        "2026-10-11 x\n12 monkeys\n0 <1>x\n1234567890 <1>y\n",
        "2026-10-11 x",
        "12 monkeys",
        "0 <1>x",
        "1234567890 <1>y");
  }

  @Test
  void carriageReturnsAndNulsAfterAFrameAreSkipped() {
    cuts(
        "<1>a\r\n\r\n<2>b\u0000\n4 <3>c\r\n<4>d\u0000<5>e\u0000",
        "<1>a\r",
        "<2>b\u0000",
        "# <3>c",
        "<4>d",
        "<5>e");
  }

  @Test
  void aNulWithinATextIsText() {
    cuts("<1>a\u0000b\n<2>c\n", "<1>a\u0000b", "<2>c");
  }

  @Test
  void aCountThatIncludesTheLineFeedOrLeavesItOut() {
    cuts("5 <1>a\n5 <2>b\n", "# <1>a\n", "# <2>b\n");
    cuts("4 <1>a\n4 <2>b\n", "# <1>a", "# <2>b");
  }

  @Test
  void aCountInCharactersIsFoundOut() {
    cuts("6 <1>äöü5 <2>bä4 <3>c", "# <1>äöü", "# <2>bä", "# <3>c");
    cuts("6 <1>äöü\n5 <2>€€\n", "# <1>äöü", "# <2>€€");
  }

  @Test
  void aCountInUtf16UnitsIsFoundOut() {
    cuts("6 <1>a😀<2>b\n7 <3>😀😀<4>c\n", "# <1>a😀", "<2>b", "# <3>😀😀", "<4>c");
  }

  @Test
  void aCountInBytesIsFoundOutToo() {
    cuts("9 <1>äöü6 <2>bä<3>c\n", "# <1>äöü", "# <2>bä", "<3>c");
  }

  @Test
  void aFrameHeldForWhatMightFollowIsGivenWhenNothingDoes() {
    feed("9 <1>äöü");
    assertEquals(List.of(), frames);
    framing.idle(this::take);
    assertEquals(List.of("# <1>äöü"), frames);
  }

  @Test
  void anIdleConnectionKeepsWhatIsIncomplete() {
    feed("<1>half ");
    framing.idle(this::take);
    feed("whole\n20 <2>half");
    framing.idle(this::take);
    assertEquals(List.of("<1>half whole"), frames);
    assertEquals(0, framing.truncated());
    framing.end(this::take);
    assertEquals(List.of("<1>half whole", "# <2>half"), frames);
    assertEquals(1, framing.truncated());
  }

  @Test
  void aFrameOverTheLimitLosesItsEndAndNothingElse() {
    String text = "x".repeat(500);
    cuts(
        "<1>" + text + "\n<2>b\n503 <3>" + text + "4 <4>d",
        "<1>" + "x".repeat(97),
        "<2>b",
        "# <3>" + "x".repeat(97),
        "# <4>d");
    feed("<1>" + text + "\n503 <3>" + text);
    assertEquals(2, framing.truncated());
  }

  @Test
  void aFrameOfExactlyTheLimitIsWhole() {
    cuts("<1>" + "x".repeat(97) + "\n<2>b\n", "<1>" + "x".repeat(97), "<2>b");
    cuts("100 <1>" + "x".repeat(97) + "4 <2>b", "# <1>" + "x".repeat(97), "# <2>b");
  }

  @Test
  void proxyPreamblesNameTheSource() {
    cuts("PROXY TCP4 198.51.100.7 192.0.2.9 5000 514\r\n<1>a\n", "<1>a");
    feed("PROXY TCP6 2001:db8::7 2001:db8::9 5000 514\r\n<1>a\n");
    assertEquals("2001:db8::7", framing.source());
    cuts("PROXY is only a word\n", "PROXY is only a word");
    cuts("PR", "PR");
  }

  @Test
  void binaryProxyPreamblesNameTheSourceToo() {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes("\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.ISO_8859_1));
    stream.writeBytes(
        new byte[] {0x21, 0x11, 0, 12, (byte) 198, 51, 100, 7, 1, 2, 3, 4, 5, 6, 7, 8});
    stream.writeBytes("<1>a\n".getBytes(StandardCharsets.UTF_8));
    byte[] bytes = stream.toByteArray();
    assertEquals(List.of("<1>a"), frames(bytes, 1));
    framing.feed(bytes, 0, bytes.length, this::take);
    assertEquals("198.51.100.7", framing.source());
    assertEquals(List.of("<1>a"), frames);
  }

  @Test
  void anyChunkingGivesTheSameFrames() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      StringBuilder stream = new StringBuilder();
      List<String> expected = new ArrayList<>();
      int count = random.nextInt(1, 10);
      for (int i = 0; i < count; i++) {
        String text = "<13>" + "abc 1".repeat(random.nextInt(0, 15)) + "e";
        boolean counted = random.nextBoolean();
        stream.append(counted ? text.length() + " " + text : text + "\n");
        expected.add(counted ? "# " + text : text);
      }
      byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
      assertEquals(expected, frames(bytes, random.nextInt(1, 20)), "seed " + seed);
    }
  }

  @Test
  void memoryIsBoundedByTheLongestFrame() {
    byte[] noise = new byte[1 << 20];
    Arrays.fill(noise, (byte) 'x');
    SyslogFraming small = new SyslogFraming(1000);
    List<Integer> lengths = new ArrayList<>();
    small.feed(
        noise,
        0,
        noise.length,
        (bytes, offset, length, counted) -> {
          lengths.add(length);
          assertTrue(bytes.length <= 4 * 8192);
        });
    assertEquals(List.of(1000), lengths);
  }
}
