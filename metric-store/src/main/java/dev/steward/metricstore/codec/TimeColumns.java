package dev.steward.metricstore.codec;

/** Columns of timestamps that frames share: the series of one scrape have their times in common. */
public interface TimeColumns {
  /** For frames that hold their own times. */
  TimeColumns NONE =
      (id, count, into, from) -> {
        throw new CorruptDataException("frame refers to shared times " + id + " of none");
      };

  /**
   * Copies a column.
   *
   * @param count how many times it must hold
   * @throws CorruptDataException if there is no such column or it has another length
   */
  void copy(int id, int count, long[] into, int from);

  /** Finds or makes room for columns while frames are written. */
  interface Sink {
    /** Every frame holds its own times. */
    Sink NONE = (timestamps, from, count) -> -1;

    /** The id of a column with these times, or -1 where the frame must hold them itself. */
    int share(long[] timestamps, int from, int count);
  }
}
