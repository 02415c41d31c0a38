package dev.steward.collector.batch;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.google.protobuf.ByteString;
import dev.steward.collector.queue.BatchThinning;
import dev.steward.collector.queue.EncodedBatch;
import dev.steward.collector.queue.Frame;
import dev.steward.wire.v1.Payload;
import dev.steward.wire.v1.SampleColumns;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Leaves samples out of batches: of the columns that start with the same series, which are those of
 * one source, one in a while is kept. Log lines and definitions stay as they are.
 */
public final class SampleThinning implements BatchThinning {
  private static final int LEVEL = 1;
  private static final int MAX_PAYLOAD_BYTES = 16 << 20;

  /** Has no state of its own. */
  public SampleThinning() {}

  @Override
  public Pass begin(long keepEveryMillis) {
    return new ColumnPass(keepEveryMillis);
  }

  private static final class ColumnPass implements Pass {
    private final long keepEveryMillis;

    /** The last time that was kept of the columns that start with a series. */
    private final Map<Integer, Long> lastKept = new HashMap<>();

    private long leftOut;

    ColumnPass(long keepEveryMillis) {
      this.keepEveryMillis = keepEveryMillis;
    }

    @Override
    public long leftOut() {
      return leftOut;
    }

    @Override
    public EncodedBatch thin(EncodedBatch batch) throws IOException {
      Frame content = batch.content();
      if (content.size() == 0) {
        return batch;
      }
      Payload payload = Payload.parseFrom(decompressed(content));
      Payload.Builder thinned = payload.toBuilder().clearSamples();
      for (SampleColumns column : payload.getSamplesList()) {
        if (isKept(column)) {
          thinned.addSamples(column);
        } else {
          leftOut += column.getValuesCount();
        }
      }
      if (thinned.getSamplesCount() == payload.getSamplesCount()) {
        return batch;
      }
      byte[] bytes = thinned.build().toByteArray();
      Frame frame =
          bytes.length == 0
              ? Frame.EMPTY
              : new Frame(ByteString.copyFrom(Zstd.compress(bytes, LEVEL)), bytes.length);
      return new EncodedBatch(batch.definitions(), frame, batch.positions());
    }

    private boolean isKept(SampleColumns column) {
      int source = column.getSeriesDeltasCount() == 0 ? -1 : column.getSeriesDeltas(0);
      Long last = lastKept.get(source);
      long time = column.getTimestampMillis();
      // A clock that went back starts anew.
      boolean kept = last == null || time < last || time - last >= keepEveryMillis;
      if (kept) {
        lastKept.put(source, time);
      }
      return kept;
    }

    private static byte[] decompressed(Frame frame) throws IOException {
      if (frame.size() > MAX_PAYLOAD_BYTES) {
        throw new IOException("a batch of " + frame.size() + " bytes");
      }
      byte[] bytes = new byte[frame.size()];
      try {
        long count =
            Zstd.decompressByteArray(
                bytes, 0, bytes.length, frame.bytes().toByteArray(), 0, frame.bytes().size());
        if (count != bytes.length) {
          throw new IOException("a batch of " + count + " bytes (expected: " + bytes.length + ")");
        }
        return bytes;
      } catch (ZstdException e) {
        throw new IOException("a batch that is not zstd", e);
      }
    }
  }
}
