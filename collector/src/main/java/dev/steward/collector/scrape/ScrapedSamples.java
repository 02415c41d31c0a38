package dev.steward.collector.scrape;

import dev.steward.collector.batch.Intake;
import dev.steward.collector.batch.IntakeClosedException;
import dev.steward.formats.scrape.SampleSink;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.NativeHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one scrape gave, until all of it is known to be sound. For one thread.
 *
 * <p>Native histograms and exemplars are left out and counted: batches of agents hold floats.
 */
final class ScrapedSamples implements SampleSink<Labels> {
  /** What goes into one contribution to a batch. */
  private static final int PIECE = 5_000;

  private final List<Labels> series = new ArrayList<>();
  private final List<MetricMetadata> families = new ArrayList<>();
  private long[] timestamps = new long[64];
  private double[] values = new double[64];
  private long leftOut;

  @Override
  public Labels series(Labels labels) {
    return labels;
  }

  @Override
  public void sample(Labels labels, long timestampMillis, double value, long startMillis) {
    int count = series.size();
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
      timestamps = Arrays.copyOf(timestamps, 2 * count);
    }
    values[count] = value;
    timestamps[count] = timestampMillis;
    series.add(labels);
  }

  @Override
  public void histogram(
      Labels labels, long timestampMillis, NativeHistogram histogram, long startMillis) {
    leftOut++;
  }

  @Override
  public void exemplar(Labels labels, Exemplar exemplar) {
    leftOut++;
  }

  @Override
  public void family(MetricMetadata family) {
    families.add(family);
  }

  /** How many histograms and exemplars were left out. */
  long leftOut() {
    return leftOut;
  }

  /** Hands everything on. */
  void addTo(Intake intake) throws IntakeClosedException {
    for (int from = 0; from < series.size(); from += PIECE) {
      int start = from;
      int end = Math.min(series.size(), from + PIECE);
      intake.add(sink -> {
        if (start == 0) {
          families.forEach(sink::family);
        }
        for (int i = start; i < end; i++) {
          sink.sample(timestamps[i], series.get(i), values[i]);
        }
      });
    }
  }
}
