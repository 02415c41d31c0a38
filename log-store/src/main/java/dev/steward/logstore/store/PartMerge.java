package dev.steward.logstore.store;

import dev.steward.logstore.part.BlockTable;
import dev.steward.logstore.part.PartContents;
import dev.steward.logstore.part.PartReader;
import dev.steward.logstore.part.PartWriter;
import dev.steward.logstore.part.StreamOrder;
import dev.steward.logstore.stream.StreamRegistry;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The entries of neighbouring parts as one part, without those that are no longer wanted. Stream by
 * stream the runs are merged by time; of equal times, those of the earlier part come first.
 */
final class PartMerge implements Day.Content {
  /** Which entries stay. */
  interface Keep {
    /** Whether an entry of a stream stays. */
    boolean keeps(Labels stream, long time, RunReader.Lines lines, int line) throws IOException;
  }

  private record Place(PartReader part, PartContents contents, int block, int run) {}

  private final List<PartReader> parts;
  private final StreamRegistry registry;
  private final Keep keep;
  private long dropped;

  PartMerge(List<PartReader> parts, StreamRegistry registry, Keep keep) {
    this.parts = parts;
    this.registry = registry;
    this.keep = keep;
  }

  /** How many entries did not stay. */
  long dropped() {
    return dropped;
  }

  @Override
  public void writeTo(PartWriter writer) throws IOException {
    TreeMap<Labels, List<Place>> streams = new TreeMap<>(StreamOrder.COMPARATOR);
    for (PartReader part : parts) {
      addPlaces(part, streams);
    }
    try (RunReader reader = new RunReader()) {
      for (Map.Entry<Labels, List<Place>> stream : streams.entrySet()) {
        writeStream(stream.getKey(), stream.getValue(), reader, writer);
      }
    }
  }

  private void addPlaces(PartReader part, Map<Labels, List<Place>> streams) throws IOException {
    PartContents contents = part.contents();
    BlockTable table = contents.table();
    for (int block = 0; block < table.blocks(); block++) {
      for (int run = table.firstRun(block); run < table.endRun(block); run++) {
        Labels labels = registry.labels(contents.streamIds()[table.stream(run)]);
        streams
            .computeIfAbsent(labels, key -> new ArrayList<>())
            .add(new Place(part, contents, block, run));
      }
    }
  }

  private void writeStream(Labels stream, List<Place> places, RunReader reader, PartWriter writer)
      throws IOException {
    List<Cursor> cursors = new ArrayList<>(places.size());
    for (Place place : places) {
      cursors.add(
          new Cursor(
              cursors.size(),
              reader.read(place.part(), place.contents(), place.block(), place.run())));
    }
    boolean started = false;
    var queue =
        new java.util.PriorityQueue<Cursor>(
            Comparator.comparingLong(Cursor::time).thenComparingInt(Cursor::rank));
    queue.addAll(cursors);
    for (Cursor next = queue.poll(); next != null; next = queue.poll()) {
      if (keep.keeps(stream, next.time(), next.lines, next.line)) {
        if (!started) {
          writer.stream(stream);
          started = true;
        }
        next.lines.writeTo(next.line, writer);
      } else {
        dropped++;
      }
      if (++next.line < next.lines.to()) {
        queue.add(next);
      }
    }
  }

  /** A place in a run. */
  private static final class Cursor {
    private final int rank;
    private final RunReader.Lines lines;
    private int line;

    Cursor(int rank, RunReader.Lines lines) {
      this.rank = rank;
      this.lines = lines;
      this.line = lines.from();
    }

    long time() {
      return lines.time(line);
    }

    int rank() {
      return rank;
    }
  }
}
