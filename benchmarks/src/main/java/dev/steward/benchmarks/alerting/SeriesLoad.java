package dev.steward.benchmarks.alerting;

import dev.steward.spi.model.Labels;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SeriesHandle;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * 60,000 series, 100 of each of 600 hosts, every fifteen seconds; hosts spread over that time as
 * agents do. Now and then one of a hundred further series goes up, for alerts to fire.
 */
final class SeriesLoad {
  static final int APPS = 10_000;
  static final int INSTANCES = 6;
  static final int FLIPS = 100;

  private static final int HOSTS = 600;
  private static final long INTERVAL_MILLIS = 15_000;

  private final MetricStore store;
  private final Random random = new Random(20_260_801);
  private final SeriesHandle[] series = new SeriesHandle[APPS * INSTANCES];
  private final SeriesHandle[] flips = new SeriesHandle[FLIPS];
  private final long startMillis = System.currentTimeMillis();
  private final long firstFlipMillis;
  private volatile boolean stopping;
  private CompletableFuture<AppendReceipt> last =
      CompletableFuture.completedFuture(AppendReceipt.stored(0));

  SeriesLoad(MetricStore store, Duration firstFlip) {
    this.store = store;
    this.firstFlipMillis = startMillis + firstFlip.toMillis();
    for (int i = 0; i < series.length; i++) {
      series[i] =
          store.series(
              Labels.of(
                  Labels.METRIC_NAME,
                  "app_load",
                  "app",
                  "a" + i / INSTANCES,
                  "host",
                  "host-" + i % HOSTS,
                  "instance",
                  "host-" + i % HOSTS + ":" + i % INSTANCES,
                  "job",
                  "apps"));
    }
    for (int i = 0; i < flips.length; i++) {
      flips[i] = store.series(Labels.of(Labels.METRIC_NAME, "flip", "n", "" + i));
    }
  }

  Thread start() {
    return Thread.ofPlatform().name("load").start(this::run);
  }

  void stop() {
    stopping = true;
  }

  private void run() {
    try {
      for (long turn = 0; !stopping; turn++) {
        long due = startMillis + turn * INTERVAL_MILLIS / HOSTS;
        Thread.sleep(Math.max(0, due - System.currentTimeMillis()));
        send((int) (turn % HOSTS), due);
      }
      last.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(int host, long timeMillis) {
    SampleBatch batch = new SampleBatch(null, series.length / HOSTS + 1);
    for (int i = host; i < series.length; i += HOSTS) {
      batch.add(series[i], timeMillis, random.nextInt(90) / 100.0);
    }
    if (host < flips.length) {
      // Each goes up at a moment of its own, one after the other.
      boolean up = timeMillis - firstFlipMillis > 1_000L * host;
      batch.add(flips[host], timeMillis, up ? 1 : 0);
    }
    last = store.append(batch);
  }
}
