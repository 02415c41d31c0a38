package dev.steward.logstore.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.logstore.bytes.ByteSink;
import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.template.Template;
import dev.steward.logstore.template.TemplateMiner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever lines repeat of their times, they come back as they were. */
final class StampTest {
  private static final long NOON = 1_767_355_200_123_456_789L;

  private record Entry(long time, String line) {}

  private final List<Entry> entries = new ArrayList<>();
  private int payloadBytes;

  private void add(long time, String line) {
    entries.add(new Entry(time, line));
  }

  private static String stamp(long time, int digits) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss." + "S".repeat(digits) + "'Z'")
        .withZone(ZoneOffset.UTC)
        .format(Instant.ofEpochSecond(0, time));
  }

  /** Encodes the entries as a block and reads it. */
  private List<String> lines() throws IOException {
    TemplateMiner miner = new TemplateMiner();
    BlockEncoder encoder = new BlockEncoder(miner);
    for (Entry entry : entries) {
      byte[] bytes = entry.line().getBytes(StandardCharsets.UTF_8);
      encoder.add(0, entry.time(), bytes, 0, bytes.length, bytes, -1);
    }
    ByteSink counts = new ByteSink(64);
    ByteSink shapes = new ByteSink(64);
    ByteSink payload = new ByteSink(64);
    encoder.encode(counts, shapes, payload);
    CountsSection.Runs runs =
        new CountsSection.Runs(
            new int[] {entries.size()}, new long[] {entries.getFirst().time()}, 0, 1);
    long[] times = CountsSection.read(new ByteSource(counts.toByteArray()), runs).times();
    ShapesSection shape =
        ShapesSection.read(
            new ByteSource(shapes.toByteArray()),
            entries.size(),
            miner.templates().toArray(Template[]::new));
    payloadBytes = payload.size();
    PayloadSection section =
        PayloadSection.read(new ByteSource(payload.toByteArray()), shape, () -> times);
    List<String> lines = new ArrayList<>();
    for (int line = 0; line < entries.size(); line++) {
      lines.add(section.line(line).toString());
    }
    return lines;
  }

  private void assertRead() throws IOException {
    assertEquals(entries.stream().map(Entry::line).toList(), lines());
  }

  @Test
  void aStampThatIsTheTimeTakesNoRoom() throws IOException {
    Random random = new Random(7);
    long time = NOON;
    for (int i = 0; i < 1000; i++) {
      time += random.nextInt(1_000_000_000);
      add(time, "<30>1 " + stamp(time, 6) + " web1 sshd - - up");
    }
    assertRead();
    assertTrue(payloadBytes < 100, "payload: " + payloadBytes + " bytes");
  }

  @Test
  void lessPreciseAndMorePreciseStampsAreKnownToo() throws IOException {
    for (int i = 0; i < 100; i++) {
      long time = NOON + i * 987_654_321L;
      add(time, stamp(time, 3) + " a");
      add(time, "b " + stamp(time, 9));
    }
    assertRead();
  }

  @Test
  void aStampThatIsNotTheTimeIsKept() throws IOException {
    add(NOON, stamp(NOON, 6) + " same");
    add(NOON + 1000, stamp(NOON + 1000, 6) + " same");
    add(NOON + 2000, stamp(NOON + 3000, 6) + " same");
    add(NOON + 4000, stamp(NOON + 4000, 6) + " same");
    assertRead();
  }

  @Test
  void timesFarAwayAndBeforeTheEpochAreWrittenAlike() throws IOException {
    for (long time : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE - 1}) {
      add(time, stamp(time, 9) + " far");
    }
    assertRead();
  }

  @Test
  void stampsAmongOtherWordsComeBackWhateverStandsBesideThem() throws IOException {
    long seed = Long.getLong("steward.seed", System.nanoTime());
    System.out.println("steward.seed=" + seed);
    Random random = new Random(seed);
    String[] before = {"", "7 ", "x", "1.", "[", "id=5 at ", stamp(NOON, 6) + " "};
    String[] after = {"", " 8", "z", ".5", "]", "Z", " " + stamp(NOON, 3)};
    for (int round = 0; round < 200; round++) {
      entries.clear();
      long time = NOON;
      for (int i = 0; i < 50; i++) {
        time += random.nextInt(100_000_000) * (random.nextBoolean() ? 1L : 1000L);
        long told = random.nextInt(20) == 0 ? time + random.nextInt(2000) : time;
        int digits = random.nextInt(10) == 0 ? 1 + random.nextInt(9) : 6;
        add(
            time,
            before[random.nextInt(before.length)]
                + stamp(told, digits)
                + after[random.nextInt(after.length)]);
      }
      assertRead();
    }
  }
}
