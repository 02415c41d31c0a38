package dev.steward.metricstore.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.store.Origin;
import dev.steward.spi.store.SampleBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log committed comes back, whatever happened to the disk or to the file's end. */
class WalTest {
  private static final CarryOver NOTHING = new CarryOver(Map.of(), List.of(), List.of());

  @TempDir Path folder = Path.of("");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final List<FakeSeries> series = new ArrayList<>();

  WalTest() {
    for (int i = 0; i < 50; i++) {
      series.add(new FakeSeries(Labels.of("__name__", "m" + i % 7, "host", "h" + i)));
    }
  }

  private SampleBatch batch() {
    Origin origin =
        random.nextBoolean()
            ? new Origin("agent-" + random.nextInt(3), 1 + random.nextInt(9))
            : null;
    int size = random.nextInt(40);
    SampleBatch batch = new SampleBatch(origin, size);
    long time = random.nextLong(1L << 45);
    int at = random.nextInt(series.size());
    for (int i = 0; i < size; i++) {
      time += random.nextInt(4) == 0 ? random.nextInt(100_000) - 50_000 : 0;
      at = random.nextInt(5) == 0 ? random.nextInt(series.size()) : (at + 1) % series.size();
      if (random.nextInt(30) == 0) {
        batch.add(series.get(at), time, NativeHistogram.builder().count(i).sum(time).build());
      } else {
        batch.add(series.get(at), time, Double.longBitsToDouble(random.nextLong()));
      }
      if (random.nextInt(30) == 0) {
        batch.setStart(time - 5);
      }
    }
    if (random.nextInt(3) == 0) {
      Exemplar exemplar = new Exemplar(Labels.of("trace_id", "x"), 1.5, time);
      batch.add(new SampleBatch.SeriesExemplar(series.get(at), exemplar));
      batch.add(new MetricMetadata("m1", MetricType.COUNTER, "Help.", "seconds"));
    }
    return batch;
  }

  private Replayed read(Path file, int damaged) throws IOException {
    Replayed replayed = new Replayed();
    assertEquals(damaged, WalReader.read(file, FakeSeries::new, replayed), "seed " + seed);
    return replayed;
  }

  private Path file(int number) {
    return folder.resolve(number + ".wal");
  }

  @Test
  void whatWasCommittedComesBackAlthoughTheDiskFailsNowAndThen() throws IOException {
    for (int round = 1; round <= 8; round++) {
      Random failures = new Random(random.nextLong());
      boolean[] armed = {false};
      FailingDisk disk = new FailingDisk(() -> armed[0] && failures.nextInt(4) == 0);
      List<String> committed = new ArrayList<>();
      try (WalWriter writer = WalWriter.create(file(round), round, disk, own(), NOTHING)) {
        armed[0] = true;
        for (int i = 0; i < 60; i++) {
          commitSome(writer, committed);
        }
        // What a failed commit left behind the last good one goes with the next good one.
        armed[0] = false;
        commitSome(writer, committed);
      }
      assertEquals(committed, read(file(round), 0).batches, "seed " + seed);
    }
  }

  private void commitSome(WalWriter writer, List<String> committed) {
    List<String> group = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      SampleBatch batch = batch();
      writer.add(batch, i);
      group.add(Replayed.show(batch, i));
    }
    try {
      writer.commit();
      committed.addAll(group);
    } catch (IOException e) {
      // Not committed, so it must not come back.
    }
  }

  private static java.util.function.Function<dev.steward.spi.store.SeriesHandle, LoggedSeries>
      own() {
    return handle -> (LoggedSeries) handle;
  }

  private List<String> write(Path file, int count) throws IOException {
    List<String> written = new ArrayList<>();
    long number = file.hashCode();
    try (WalWriter writer = WalWriter.create(file, number, LogFile.DISK, own(), NOTHING)) {
      for (int i = 0; i < count; i++) {
        SampleBatch batch = batch();
        writer.add(batch, 7);
        writer.commit();
        written.add(Replayed.show(batch, 7));
      }
    }
    return written;
  }

  @Test
  void aFileCutOffAnywhereGivesWhatLiesWholeBefore() throws IOException {
    List<String> written = write(file(1), 4);
    byte[] bytes = Files.readAllBytes(file(1));
    int last = 0;
    for (int length = 0; length <= bytes.length; length++) {
      Files.write(file(2), Arrays.copyOf(bytes, length));
      List<String> found = read(file(2), 0).batches;
      assertEquals(written.subList(0, found.size()), found);
      assertTrue(found.size() >= last);
      last = found.size();
    }
    assertEquals(4, last);
  }

  @Test
  void aDamagedRecordIsCountedAndTheRestIsRead() throws IOException {
    int named = 0;
    List<String> written = write(file(1), 30);
    byte[] bytes = Files.readAllBytes(file(1));
    for (int round = 0; round < 200; round++) {
      byte[] damaged = bytes.clone();
      int at = WalFormat.HEADER_BYTES + random.nextInt(bytes.length - WalFormat.HEADER_BYTES);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file(2), damaged);
      Replayed replayed = new Replayed();
      int lost = WalReader.read(file(2), FakeSeries::new, replayed);
      long whole = replayed.batches.stream().filter(written::contains).count();
      assertTrue(
          replayed.batches.size() - whole <= lost,
          "seed " + seed + ": a wrong batch came back unreported");
      named += lost;
    }
    assertTrue(named > 0);
  }

  @Test
  void whatIsKnownBeginsEachFile() throws IOException {
    CarryOver known =
        new CarryOver(
            Map.of("agent-1", 7L),
            List.of(new MetricMetadata("up", MetricType.GAUGE, "Is it up?", "")),
            List.of(
                new CarryOver.KeptExemplar(
                    Labels.of("a", "b"), new Exemplar(Labels.of("trace_id", "x"), 2, 3))));
    WalWriter.create(file(1), 1, LogFile.DISK, own(), known).close();
    assertEquals(List.of(known), read(file(1), 0).carryOvers);
  }

  @Test
  void aFileOfAnotherKindIsDamage() throws IOException {
    Files.writeString(file(1), "this is no log, and longer than a header");
    assertEquals(List.of(), read(file(1), 1).batches);
  }

  @Test
  void aFileThatExistsIsNotOverwritten() throws IOException {
    write(file(1), 1);
    assertThrows(
        IOException.class,
        () -> WalWriter.create(file(1), 1, LogFile.DISK, own(), NOTHING).close());
  }
}
