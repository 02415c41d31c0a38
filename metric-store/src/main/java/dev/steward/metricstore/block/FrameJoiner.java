package dev.steward.metricstore.block;

import dev.steward.metricstore.codec.ByteReader;
import dev.steward.metricstore.codec.ByteWriter;
import dev.steward.metricstore.codec.FrameDecoder;
import dev.steward.metricstore.codec.FrameEncoder;
import dev.steward.metricstore.codec.FrameHeader;
import dev.steward.spi.store.SampleColumns;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Builds one series' chunk from frames of other blocks: large frames go over as they are, small
 * neighbours are written anew as one. Reused from series to series; for one thread.
 */
final class FrameJoiner {
  /** Frames of at least this many samples are copied: joining them would save next to nothing. */
  private static final int LARGE = 256;

  private final ChunkBuilder chunk = new ChunkBuilder();
  private final FrameDecoder decoder = new FrameDecoder();
  private final SampleColumns pending = new SampleColumns();

  /** For each block, what its shared times are called in the block that is written. */
  private final Map<Long, Map<Integer, Integer>> timeIds = new HashMap<>();

  private @org.jspecify.annotations.Nullable BlockWriter writer;
  private long samples;

  /** Starts a series of a block. */
  void start(BlockWriter target) {
    if (writer != target) {
      timeIds.clear();
      writer = target;
    }
    chunk.clear();
    pending.clear();
    samples = 0;
  }

  private BlockWriter target() {
    return java.util.Objects.requireNonNull(writer, "start() comes first");
  }

  /** Adds samples, later than all before. */
  void add(SampleColumns columns) {
    if (columns.size() > 0) {
      chunk.add(columns, 0, columns.size(), target().times());
      samples += columns.size();
    }
  }

  /** Adds all frames of an input's series, later than all before. */
  void join(MergeInput input) {
    input.reader().visit(input.ordinal(), (in, first, last) -> joinFrame(input, in, first, last));
  }

  private void joinFrame(MergeInput input, ByteReader in, long firstMillis, long lastMillis) {
    int start = in.position();
    FrameHeader header = FrameHeader.read(in);
    if (header.count() >= LARGE && copy(input, header, in, firstMillis, lastMillis)) {
      return;
    }
    in.reset(in.array(), start, in.limit());
    if (pending.size() + header.count() > FrameEncoder.MAX_SAMPLES) {
      flushPending();
    }
    decoder.decode(in, input.reader().times(), pending);
  }

  /** Copies a frame; false where its times cannot be shared and it must be written anew. */
  private boolean copy(
      MergeInput input, FrameHeader header, ByteReader in, long firstMillis, long lastMillis) {
    int timesId = -1;
    if (header.sharesTimes()) {
      timesId =
          timeIds
              .computeIfAbsent(input.block().id(), id -> new HashMap<>())
              .computeIfAbsent(
                  header.timesId(), id -> target().shareTimes(input.reader().times().bytes(id)));
      if (timesId < 0) {
        return false;
      }
    }
    flushPending();
    ByteWriter out = chunk.frames();
    header.withTimesId(timesId).write(out);
    out.putBytes(in.array(), in.position(), in.remaining());
    chunk.note(firstMillis, lastMillis);
    samples += header.count();
    return true;
  }

  private void flushPending() {
    add(pending);
    pending.clear();
  }

  /** Writes the series, if it has any sample. */
  void finish(int[] pairs, int pairCount) throws IOException {
    flushPending();
    if (!chunk.isEmpty()) {
      target().add(pairs, pairCount, chunk, samples);
    }
  }
}
