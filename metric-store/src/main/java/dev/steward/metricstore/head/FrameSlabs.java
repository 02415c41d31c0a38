package dev.steward.metricstore.head;

import dev.steward.metricstore.codec.ByteReader;
import dev.steward.metricstore.codec.FrameDecoder;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleColumns;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The compressed frames of all series between two flushes. They lie one after the other in slabs,
 * chained series by series, and the slabs pass on to a later generation: an array for each series,
 * grown frame by frame, was most of what the collector had to move and to free.
 *
 * <p>Guarded by the store's state lock. A reader that looks on after it gave the lock back holds
 * the generation, and its slabs are then not used again.
 */
public final class FrameSlabs {
  /** No frame. */
  static final int NONE = -1;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SLAB_BITS = 16;
  private static final int SLAB = 1 << SLAB_BITS;

  /** Bytes before a frame: where the series' next one lies. */
  private static final int LINK = 4;

  private final Deque<byte[]> spare;
  private final List<byte[]> slabs = new ArrayList<>();
  private final AtomicInteger holders = new AtomicInteger();
  private int position = SLAB;

  /**
   * Starts a generation without frames.
   *
   * @param spare slabs that nobody uses; shared by all generations of a head
   */
  FrameSlabs(Deque<byte[]> spare) {
    this.spare = spare;
  }

  /** Adds a frame after one of the same series, or {@link #NONE}; gives its place. */
  int add(byte[] bytes, int length, int before) {
    int needed = LINK + length;
    if (SLAB - position < needed) {
      byte[] slab = needed > SLAB ? new byte[needed] : spare.poll();
      slabs.add(slab == null ? new byte[SLAB] : slab);
      position = 0;
    }
    byte[] slab = slabs.getLast();
    int place = (slabs.size() - 1) << SLAB_BITS | position;
    INTS.set(slab, position, NONE);
    System.arraycopy(bytes, 0, slab, position + LINK, length);
    // Past the end of a slab of its own size, the next frame starts another.
    position += needed;
    if (before != NONE) {
      INTS.set(slabs.get(before >>> SLAB_BITS), before & (SLAB - 1), place);
    }
    return place;
  }

  /** Appends the samples of a series' frames that lie in a range, from its first frame on. */
  void copy(int first, TimeRange range, FrameDecoder decoder, SampleColumns into) {
    ByteReader in = new ByteReader();
    RegularTimes regular = new RegularTimes();
    for (int place = first; place != NONE; ) {
      byte[] slab = slabs.get(place >>> SLAB_BITS);
      int offset = place & (SLAB - 1);
      in.reset(slab, offset + LINK, slab.length);
      long firstMillis = in.readZigzag();
      long lastMillis = firstMillis + in.readVarint();
      regular.span(firstMillis, lastMillis);
      if (range.touches(firstMillis, lastMillis)) {
        decoder.decode(in, regular, firstMillis, lastMillis, range, into);
      }
      place = (int) INTS.get(slab, offset);
    }
  }

  /** Keeps the frames for a reader. */
  public void hold() {
    holders.incrementAndGet();
  }

  /** A reader is done. */
  public void release() {
    holders.decrementAndGet();
  }

  /** Gives up the slabs: the frames are on disk, and no new reader comes. */
  void recycle() {
    if (holders.get() == 0) {
      for (byte[] slab : slabs) {
        if (slab.length == SLAB) {
          spare.push(slab);
        }
      }
      slabs.clear();
    }
  }
}
