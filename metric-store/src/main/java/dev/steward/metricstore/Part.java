package dev.steward.metricstore;

import dev.steward.metricstore.block.BlockReader;
import dev.steward.metricstore.block.Tombstones;
import dev.steward.metricstore.codec.CorruptDataException;
import dev.steward.metricstore.codec.FrameDecoder;
import dev.steward.metricstore.head.SeriesBuffer;
import dev.steward.metricstore.index.Extent;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SampleColumns;
import java.io.UncheckedIOException;
import java.util.List;

/** The samples of one series in one place: a block, or memory. For one thread. */
sealed interface Part {
  /** Time of its oldest sample. */
  long firstMillis();

  /** Time of its newest sample. */
  long lastMillis();

  /** Whether {@link #firstMillis} and {@link #lastMillis} are the times of samples. */
  boolean isExact();

  /** Appends its samples in a range. */
  void read(TimeRange range, SampleColumns into);

  /** In a block. */
  record InBlock(
      BlockReader reader, int ordinal, Extent extent, List<TimeRange> deleted, QueryContext context)
      implements Part {
    @Override
    public long firstMillis() {
      return extent.minTimeMillis();
    }

    @Override
    public long lastMillis() {
      return extent.maxTimeMillis();
    }

    @Override
    public boolean isExact() {
      return deleted.isEmpty();
    }

    @Override
    public void read(TimeRange range, SampleColumns into) {
      try {
        if (deleted.isEmpty()) {
          reader.read(ordinal, range, into);
        } else {
          SampleColumns all = new SampleColumns();
          reader.read(ordinal, range, all);
          Tombstones.copyRemaining(all, deleted, into);
        }
      } catch (CorruptDataException e) {
        context.warn(
            "samples are missing: " + reader.block().path() + " is damaged: " + e.getMessage());
      } catch (UncheckedIOException e) {
        throw new StewardException(
            ErrorCode.STORAGE_FAILED, reader.block().path() + " cannot be read: " + e, e);
      }
    }
  }

  /** In memory. */
  record InMemory(SeriesBuffer buffer, FrameDecoder decoder, StateLock lock) implements Part {
    @Override
    public long firstMillis() {
      return lock.read(buffer::firstMillis);
    }

    @Override
    public long lastMillis() {
      return lock.read(buffer::lastMillis);
    }

    @Override
    public boolean isExact() {
      return true;
    }

    @Override
    public void read(TimeRange range, SampleColumns into) {
      lock.read(() -> {
        buffer.copy(range, decoder, into);
        return into;
      });
    }
  }
}
