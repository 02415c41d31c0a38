package dev.steward.metricstore;

import dev.steward.metricstore.wal.LogFile;
import dev.steward.spi.store.MetricWindows;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an engine behaves. Nothing here changes a file's format.
 *
 * @param windows how old and how new a sample may be
 * @param maxSeriesPerHost how many series one host may have in memory; more are refused
 * @param maxSeries how many series all hosts together may have in memory; more are refused, since a
 *     store that runs out of memory serves nobody
 * @param maxBytes size of all blocks past which the oldest go; {@link Long#MAX_VALUE} for no limit
 * @param rolledAges how long points are kept
 * @param minFreeDisk share of the disk that stays free: below it the oldest blocks go
 * @param flushSamples samples in memory at which they go to a block
 * @param logFiles how log files are made: the seam for tests of failing disks
 */
public record MetricStoreOptions(
    MetricWindows windows,
    int maxSeriesPerHost,
    int maxSeries,
    long maxBytes,
    RolledAges rolledAges,
    double minFreeDisk,
    long flushSamples,
    LogFile.Factory logFiles) {
  /**
   * How long points are kept; null for no limit.
   *
   * @param fine points of five minutes
   * @param coarse points of an hour
   */
  public record RolledAges(@Nullable Duration fine, @Nullable Duration coarse) {
    /** No limit but that of bytes and of the disk. */
    public static final RolledAges UNLIMITED = new RolledAges(null, null);
  }

  /** What suits one server, and the heap that it has. */
  public static final MetricStoreOptions DEFAULT =
      new MetricStoreOptions(
          MetricWindows.DEFAULT,
          100_000,
          seriesFor(Runtime.getRuntime().maxMemory()),
          Long.MAX_VALUE,
          RolledAges.UNLIMITED,
          0.10,
          flushSamplesFor(Runtime.getRuntime().maxMemory()),
          LogFile.DISK);

  /** Checks the bounds. */
  public MetricStoreOptions {
    Objects.requireNonNull(windows, "windows");
    Objects.requireNonNull(logFiles, "logFiles");
    requireLonger("fine", windows.age(), rolledAges.fine());
    requireLonger("coarse", rolledAges.fine(), rolledAges.coarse());
    require("maxSeriesPerHost", maxSeriesPerHost, maxSeriesPerHost > 0, "at least 1");
    require("maxSeries", maxSeries, maxSeries > 0, "at least 1");
    require("maxBytes", maxBytes, maxBytes > 0, "at least 1");
    require("minFreeDisk", minFreeDisk, minFreeDisk >= 0 && minFreeDisk < 1, "from 0 to below 1");
    require("flushSamples", flushSamples, flushSamples > 0, "at least 1");
  }

  /**
   * Two generations of samples and what a flush needs beside them stay well within a heap; past six
   * millions, fewer flushes save nothing any more.
   */
  private static long flushSamplesFor(long heapBytes) {
    return Math.clamp(heapBytes / 48, 500_000, 6_000_000);
  }

  /** A series takes about 900 bytes, and series together at most half of a heap. */
  private static int seriesFor(long heapBytes) {
    return (int) Math.clamp(heapBytes / 1800, 10_000, Integer.MAX_VALUE);
  }

  /** How many label pairs one block may be written with: each is text in memory while it is. */
  int maxPairs() {
    return (int) Math.clamp(Runtime.getRuntime().maxMemory() / 3600, 20_000, 2_000_000);
  }

  private static void requireLonger(String name, @Nullable Duration than, @Nullable Duration age) {
    if (age != null && than != null && age.compareTo(than) < 0) {
      throw new IllegalArgumentException(
          "rolledAges."
              + name
              + ": "
              + age
              + " (expected: no shorter than that of denser samples, "
              + than
              + ")");
    }
  }

  private static void require(String name, Object value, boolean holds, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }

  /** These options with other ages, of samples and of points. */
  public MetricStoreOptions withAges(@Nullable Duration raw, RolledAges rolled) {
    return new MetricStoreOptions(
        windows.withAge(raw),
        maxSeriesPerHost,
        maxSeries,
        maxBytes,
        rolled,
        minFreeDisk,
        flushSamples,
        logFiles);
  }

  /** These options with other windows. */
  public MetricStoreOptions withWindows(MetricWindows other) {
    return new MetricStoreOptions(
        other,
        maxSeriesPerHost,
        maxSeries,
        maxBytes,
        rolledAges,
        minFreeDisk,
        flushSamples,
        logFiles);
  }

  /** These options with another limit of series. */
  public MetricStoreOptions withMaxSeriesPerHost(int limit) {
    return new MetricStoreOptions(
        windows, limit, maxSeries, maxBytes, rolledAges, minFreeDisk, flushSamples, logFiles);
  }

  /** These options with another limit of all series. */
  public MetricStoreOptions withMaxSeries(int limit) {
    return new MetricStoreOptions(
        windows,
        maxSeriesPerHost,
        limit,
        maxBytes,
        rolledAges,
        minFreeDisk,
        flushSamples,
        logFiles);
  }

  /** These options with another limit of bytes. */
  public MetricStoreOptions withMaxBytes(long limit) {
    return new MetricStoreOptions(
        windows,
        maxSeriesPerHost,
        maxSeries,
        limit,
        rolledAges,
        minFreeDisk,
        flushSamples,
        logFiles);
  }

  /** These options with another size of memory. */
  public MetricStoreOptions withFlushSamples(long count) {
    return new MetricStoreOptions(
        windows, maxSeriesPerHost, maxSeries, maxBytes, rolledAges, minFreeDisk, count, logFiles);
  }

  /** These options with other log files. */
  public MetricStoreOptions withLogFiles(LogFile.Factory factory) {
    return new MetricStoreOptions(
        windows,
        maxSeriesPerHost,
        maxSeries,
        maxBytes,
        rolledAges,
        minFreeDisk,
        flushSamples,
        factory);
  }
}
