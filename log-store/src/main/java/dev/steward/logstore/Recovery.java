package dev.steward.logstore;

import dev.steward.logstore.bytes.CorruptDataException;
import dev.steward.logstore.ingest.Origins;
import dev.steward.logstore.memory.BufferPool;
import dev.steward.logstore.memory.MemoryTable;
import dev.steward.logstore.store.DayNames;
import dev.steward.logstore.store.Days;
import dev.steward.logstore.store.Resources;
import dev.steward.logstore.store.StoreState;
import dev.steward.logstore.wal.EncodedLabels;
import dev.steward.logstore.wal.WalCleaner;
import dev.steward.logstore.wal.WalSegment;
import dev.steward.logstore.wal.WalVisitor;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What is found when a store is opened: parts, and in the log what is in no part yet.
 *
 * @param state tables and days
 * @param days the days
 * @param origins last sequences
 */
record Recovery(StoreState state, Days days, Origins origins) {
  static Recovery run(
      Path directory, Path walDirectory, Resources resources, WalCleaner cleaner, long memoryBytes)
      throws IOException {
    List<WalSegment> segments = WalSegment.list(walDirectory);
    long newest = segments.isEmpty() ? -1 : segments.getLast().generation();
    Origins origins = new Origins();
    for (Path copy : Origins.copies(directory)) {
      readOrigins(copy, origins, resources);
    }
    StoreState probe = new StoreState(new BufferPool(memoryBytes), resources.streams());
    Days days = Days.open(directory.resolve("days"), resources, probe);
    long generation = Math.max(newest, days.newestGeneration()) + 1;
    StoreState state = probe.startingAt(generation);
    for (WalSegment segment : segments) {
      replay(segment, state.active(), days, origins, resources, cleaner);
    }
    if (state.active().isEmpty() && !segments.isEmpty()) {
      origins.write(directory, resources.disk());
      cleaner.remove(newest);
    }
    return new Recovery(state, days, origins);
  }

  private static void readOrigins(Path path, Origins origins, Resources resources)
      throws IOException {
    try {
      origins.read(path);
    } catch (CorruptDataException e) {
      resources
          .quarantine()
          .report(
              "log store file " + path.toAbsolutePath() + ": damaged, its copy is taken instead",
              e);
      resources.quarantine().take(path);
    }
  }

  private static void replay(
      WalSegment segment,
      MemoryTable table,
      Days days,
      Origins origins,
      Resources resources,
      WalCleaner cleaner)
      throws IOException {
    try {
      segment.read(
          new WalVisitor() {
            @Override
            public void origin(String source, long sequence) {
              origins.note(source, sequence);
            }

            @Override
            public void entry(
                Labels stream,
                long time,
                byte[] array,
                int offset,
                int length,
                EncodedLabels metadata) {
              if (!days.holds(DayNames.of(time), segment.generation())) {
                int id = resources.streams().id(stream);
                table.add(id, time, array, offset, length, metadata.labels(), metadata.place());
              }
            }
          });
    } catch (CorruptDataException e) {
      resources
          .quarantine()
          .report(
              "log segment " + segment.path().toAbsolutePath() + ": damaged, the rest was read", e);
      cleaner.damaged(segment);
    }
  }
}
