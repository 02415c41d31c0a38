package dev.steward.logstore.part;

import dev.steward.logstore.block.BlockEncoder;
import dev.steward.logstore.block.BlockSummary;
import dev.steward.logstore.bytes.ByteSink;
import dev.steward.logstore.bytes.Compression;
import dev.steward.logstore.bytes.LabelsCodec;
import dev.steward.logstore.disk.DiskFile;
import dev.steward.logstore.template.Template;
import dev.steward.logstore.template.TemplateCodec;
import dev.steward.logstore.template.TemplateMiner;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes one part: lines come stream by stream (in the order of {@link StreamOrder}, so that equal
 * services are neighbours and pack well) and in order of time within a stream. For one thread.
 */
public final class PartWriter {
  /** A block of at least this many bytes ends with its service, so that queries touch fewer. */
  private static final int MIN_BLOCK_BYTES = 64 << 10;

  private final DiskFile file;
  private final TemplateMiner miner;
  private final BlockEncoder encoder;
  private final FirstSeen firstSeen = new FirstSeen();
  private final List<Labels> streams = new ArrayList<>();
  private final List<BlockSummary> blocks = new ArrayList<>();
  private final ByteSink sections = new ByteSink(256 << 10);
  private final ByteSink payload = new ByteSink(64 << 10);
  private final ByteSink counts = new ByteSink(64 << 10);
  private int[] lengths = new int[96];
  private int[] checksums = new int[96];
  private long position;
  private long lines;
  private long bytes;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /** A writer to a new file, which stays the caller's, as the miner does. */
  public PartWriter(DiskFile file, TemplateMiner miner) throws IOException {
    this.file = file;
    this.miner = miner;
    this.encoder = new BlockEncoder(miner);
    miner.startDictionary();
    sections.writeLong(PartFormat.MAGIC);
    sections.writeInt(PartFormat.VERSION);
    flush(sections);
  }

  private void flush(ByteSink sink) throws IOException {
    file.write(sink.array(), 0, sink.size());
    position += sink.size();
    sink.clear();
  }

  /** Goes on to the next stream. */
  public void stream(Labels labels) throws IOException {
    String service = labels.valueOrEmpty(StreamOrder.SERVICE);
    if (!streams.isEmpty()
        && encoder.bytes() >= MIN_BLOCK_BYTES
        && !service.equals(streams.getLast().valueOrEmpty(StreamOrder.SERVICE))) {
      endBlock();
    }
    firstSeen.service(service);
    streams.add(labels);
  }

  /**
   * Adds a line to the stream at hand.
   *
   * @param metadataArray holds the line's metadata; not to be written until the part is finished
   * @param metadataAt where in that array it stands, as {@link LabelsCodec} writes it; -1 for none
   */
  public void add(
      long time, byte[] array, int offset, int length, byte[] metadataArray, int metadataAt)
      throws IOException {
    int template =
        encoder.add(streams.size() - 1, time, array, offset, length, metadataArray, metadataAt);
    firstSeen.add(template, time);
    lines++;
    bytes += length;
    first = Math.min(first, time);
    last = Math.max(last, time);
    if (encoder.isFull()) {
      endBlock();
    }
  }

  private void endBlock() throws IOException {
    int at = 3 * blocks.size();
    if (at == lengths.length) {
      lengths = Arrays.copyOf(lengths, at * 2);
      checksums = Arrays.copyOf(checksums, at * 2);
    }
    int countsFrom = counts.size();
    payload.clear();
    blocks.add(encoder.encode(counts, sections, payload));
    note(at, sections, 0);
    note(at + 1, payload, 0);
    note(at + 2, counts, countsFrom);
    flush(sections);
    flush(payload);
  }

  private void note(int index, ByteSink sink, int from) {
    lengths[index] = sink.size() - from;
    checksums[index] = Compression.checksum(sink.array(), from, sink.size() - from);
  }

  /** Writes what is left and the tables, and makes all of it durable; says how many lines. */
  public long finish() throws IOException {
    if (!encoder.isEmpty()) {
      endBlock();
    }
    ByteSink footer = new ByteSink(256);
    for (long number : new long[] {lines, bytes, first, last}) {
      footer.writeLong(number);
    }
    footer.writeLong(position);
    flush(counts);
    writeTable(footer, this::templates);
    writeTable(footer, this::streams);
    writeTable(footer, sink -> BlockTable.write(blocks, lengths, checksums, sink));
    byte[][] kinds = encoder.allKinds();
    List<FirstSeen.Seen> seen = firstSeen.finish();
    writeTable(
        footer,
        sink ->
            PartShapes.write(
                blocks.stream().map(BlockSummary::templates).toList(),
                kinds,
                encoder.metadataNames(),
                seen,
                sink));
    footer.writeInt(footer.size());
    footer.writeInt(Compression.checksum(footer.array(), 0, footer.size()));
    footer.writeLong(PartFormat.MAGIC);
    flush(footer);
    file.force();
    return lines;
  }

  private interface TableContent {
    void writeTo(ByteSink sink);
  }

  private void writeTable(ByteSink footer, TableContent content) throws IOException {
    ByteSink plain = new ByteSink(64 << 10);
    content.writeTo(plain);
    Compression.write(plain, sections);
    footer.writeLong(position);
    footer.writeInt(sections.size());
    footer.writeInt(Compression.checksum(sections.array(), 0, sections.size()));
    flush(sections);
  }

  private void templates(ByteSink sink) {
    sink.writeVarint(miner.templates().size());
    for (Template template : miner.templates()) {
      TemplateCodec.write(template, sink);
    }
  }

  private void streams(ByteSink sink) {
    sink.writeVarint(streams.size());
    for (Labels stream : streams) {
      LabelsCodec.write(stream, sink);
    }
  }
}
