package dev.steward.logstore;

import dev.steward.spi.select.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may choose about the store. None of it changes what files look like.
 *
 * @param memoryBytes entries are written to a part when they take this much memory; half of such a
 *     share more may be taken while that is done
 * @param flushAge entries are written to a part when the oldest is this long in memory
 * @param idleAge entries are written to a part when nothing came for this long
 * @param maxAge entries older than this are removed; null keeps them until space is needed
 * @param maxBytes the oldest entries are removed when the store's files exceed this
 * @param minFreeShare the oldest entries are removed when less than this share of the disk is free
 * @param overrides other ages for some streams; the first that fits counts
 * @param maxStreamsPerHost a host's further streams are kept as one
 * @param maxStreams further streams of all hosts are kept as one
 */
public record LogStoreOptions(
    long memoryBytes,
    Duration flushAge,
    Duration idleAge,
    @Nullable Duration maxAge,
    long maxBytes,
    double minFreeShare,
    List<RetentionOverride> overrides,
    int maxStreamsPerHost,
    int maxStreams) {
  /**
   * Another age for some streams.
   *
   * @param selector picks the streams
   * @param maxAge entries older than this are removed
   */
  public record RetentionOverride(Selector selector, Duration maxAge) {
    /** Checks that nothing is missing. */
    public RetentionOverride {
      Objects.requireNonNull(selector, "selector");
      requirePositive("maxAge", maxAge);
    }
  }

  /** Checks the bounds and copies the list. */
  public LogStoreOptions {
    overrides = List.copyOf(overrides);
    requirePositive("flushAge", flushAge);
    requirePositive("idleAge", idleAge);
    if (maxAge != null) {
      requirePositive("maxAge", maxAge);
    }
    if (memoryBytes < 1 || maxBytes < 1 || maxStreamsPerHost < 1 || maxStreams < 1) {
      throw new IllegalArgumentException(
          "memoryBytes "
              + memoryBytes
              + ", maxBytes "
              + maxBytes
              + ", maxStreamsPerHost "
              + maxStreamsPerHost
              + ", maxStreams "
              + maxStreams
              + " (expected: all positive)");
    }
    if (!(minFreeShare >= 0 && minFreeShare < 1)) {
      throw new IllegalArgumentException(
          "minFreeShare: " + minFreeShare + " (expected: from 0 to less than 1)");
    }
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + ": " + duration + " (expected: positive)");
    }
  }

  /** What a stream takes in memory, beside its entries. */
  private static final long STREAM_BYTES = 1_200;

  /**
   * 24 MiB in memory, five minutes; everything is kept while ten per cent of the disk are free. As
   * many streams as the heap holds, some 115,000 in 134 MiB, and of one host all but a twelfth of
   * them: what a host floods the store with leaves room for the others.
   */
  public static LogStoreOptions defaults() {
    int streams =
        (int) Math.clamp(Runtime.getRuntime().maxMemory() / STREAM_BYTES, 20_000, 1_000_000);
    return new LogStoreOptions(
        24 << 20,
        Duration.ofMinutes(5),
        Duration.ofSeconds(10),
        null,
        Long.MAX_VALUE,
        0.1,
        List.of(),
        streams - streams / 12,
        streams);
  }

  /** These with another share of memory. */
  public LogStoreOptions withMemoryBytes(long bytes) {
    return new LogStoreOptions(
        bytes,
        flushAge,
        idleAge,
        maxAge,
        maxBytes,
        minFreeShare,
        overrides,
        maxStreamsPerHost,
        maxStreams);
  }

  /** These with other limits of what is kept. */
  public LogStoreOptions withRetention(
      @Nullable Duration age, long bytes, double freeShare, List<RetentionOverride> others) {
    return new LogStoreOptions(
        memoryBytes,
        flushAge,
        idleAge,
        age,
        bytes,
        freeShare,
        others,
        maxStreamsPerHost,
        maxStreams);
  }

  /** These with other limits of streams. */
  public LogStoreOptions withMaxStreams(int perHost, int all) {
    return new LogStoreOptions(
        memoryBytes, flushAge, idleAge, maxAge, maxBytes, minFreeShare, overrides, perHost, all);
  }
}
