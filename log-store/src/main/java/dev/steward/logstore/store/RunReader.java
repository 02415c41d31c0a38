package dev.steward.logstore.store;

import dev.steward.logstore.block.CountsSection;
import dev.steward.logstore.block.PayloadSection;
import dev.steward.logstore.block.ShapesSection;
import dev.steward.logstore.bytes.LabelsCodec;
import dev.steward.logstore.part.BlockTable;
import dev.steward.logstore.part.PartContents;
import dev.steward.logstore.part.PartReader;
import dev.steward.logstore.part.PartWriter;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads runs of blocks, one after another in a part's order: the block read last of each part is
 * kept, as neighbouring runs are in it. For one thread.
 */
final class RunReader implements AutoCloseable {
  private record Block(int number, CountsSection counts, PayloadSection payload) {}

  private final Map<PartReader, Block> last = new HashMap<>();

  /**
   * The lines of a run.
   *
   * @param counts times and levels of the block
   * @param payload lines of the block
   * @param from number of the run's first line in the block
   * @param to number of the line after its last
   */
  record Lines(CountsSection counts, PayloadSection payload, int from, int to) {
    long time(int line) {
      return counts.times()[line];
    }

    Line glance(int line) throws IOException {
      return payload.glance(line);
    }

    void writeTo(int line, PartWriter writer) throws IOException {
      Line text = payload.glance(line);
      Labels metadata = payload.metadata(line, counts.level(line));
      byte[] encoded = LabelsCodec.encoded(metadata);
      writer.add(
          time(line),
          text.array(),
          text.offset(),
          text.length(),
          encoded,
          metadata.isEmpty() ? -1 : 0);
    }
  }

  Lines read(PartReader part, PartContents contents, int block, int run) throws IOException {
    Block read = last.get(part);
    if (read == null || read.number() != block) {
      ShapesSection shapes = part.shapes(contents, block);
      read = new Block(block, part.counts(contents, block), part.payload(contents, block, shapes));
      last.put(part, read);
    }
    BlockTable table = contents.table();
    int from = 0;
    for (int i = table.firstRun(block); i < run; i++) {
      from += table.lines(i);
    }
    return new Lines(read.counts(), read.payload(), from, from + table.lines(run));
  }

  @Override
  public void close() {
    last.clear();
  }
}
