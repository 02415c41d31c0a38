package dev.steward.logstore.query;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import java.io.IOException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A part of what a query reads: a block of a part, or a stream in memory. It is opened only when
 * its bound says that it may hold the next entry, so that the newest lines are found without
 * reading the others. For one thread.
 */
abstract sealed class Source permits BlockSource, MemorySource {
  /** Order of storage among sources. */
  final int rank;

  /** The earliest or latest time that an entry here may have, until the source is opened. */
  final long bound;

  private boolean opened;
  private int[] order = {};
  private int position;

  Source(int rank, long bound) {
    this.rank = rank;
    this.bound = bound;
  }

  /**
   * The numbers of the entries that match, in order of time, then labels, then storage. Called
   * once.
   */
  abstract int[] matches() throws IOException;

  abstract long time(int entry);

  abstract Labels stream(int entry);

  abstract LogEntry entry(int entry) throws IOException;

  /** Whether the source was opened. */
  final boolean isOpen() {
    return opened;
  }

  /** Finds the entries; false where there are none. */
  final boolean open(boolean backward) throws IOException {
    opened = true;
    order = matches();
    position = backward ? order.length - 1 : 0;
    return order.length > 0;
  }

  /** Goes on to the next entry; false where there is none. */
  final boolean advance(boolean backward) {
    position += backward ? -1 : 1;
    return position >= 0 && position < order.length;
  }

  final long currentTime() {
    return opened ? time(order[position]) : bound;
  }

  final Labels currentStream() {
    return stream(order[position]);
  }

  final LogEntry currentEntry() throws IOException {
    return entry(order[position]);
  }

  /** Which of two sources has the earlier entry; what is not opened comes before what is. */
  static int compareForward(Source one, Source other) {
    int byTime = Long.compare(one.currentTime(), other.currentTime());
    if (byTime != 0) {
      return byTime;
    }
    if (!one.opened || !other.opened) {
      return Boolean.compare(one.opened, other.opened);
    }
    int byStream = one.currentStream().compareTo(other.currentStream());
    return byStream != 0 ? byStream : Integer.compare(one.rank, other.rank);
  }

  static int compareBackward(Source one, Source other) {
    if (one.currentTime() == other.currentTime() && (!one.opened || !other.opened)) {
      return Boolean.compare(one.opened, other.opened);
    }
    return compareForward(other, one);
  }

  static Comparator<Source> comparator(boolean backward) {
    return backward ? Source::compareBackward : Source::compareForward;
  }

  /** Where the source is, for messages. */
  abstract @Nullable String location();
}
