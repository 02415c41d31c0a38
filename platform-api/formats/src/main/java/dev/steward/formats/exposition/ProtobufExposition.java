package dev.steward.formats.exposition;

import static dev.steward.formats.protobuf.MessageReader.FIXED64;
import static dev.steward.formats.protobuf.MessageReader.LENGTH_DELIMITED;
import static dev.steward.formats.protobuf.MessageReader.VARINT;

import dev.steward.formats.protobuf.MalformedMessageException;
import dev.steward.formats.protobuf.MessageReader;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an exposition in protobuf: {@code MetricFamily} messages, each behind its length. The form
 * that has native histograms. For one thread.
 *
 * <p>Layout: {@code MetricFamily{1: name, 2: help, 3: type, 4: metric, 5: unit}}, {@code Metric{1:
 * label, 2: gauge, 3: counter, 4: summary, 5: untyped, 6: timestamp_ms, 7: histogram}}. Source:
 * Prometheus, {@code io.prometheus.client}.
 */
public final class ProtobufExposition {
  private static final MetricType[] TYPES = {
    MetricType.COUNTER,
    MetricType.GAUGE,
    MetricType.SUMMARY,
    MetricType.UNKNOWN,
    MetricType.HISTOGRAM,
    MetricType.GAUGE_HISTOGRAM
  };
  private static final int NO_MESSAGE = -1;

  private final MessageReader reader;
  private final ExpositionSink sink;
  private final boolean classic;
  private final HistogramMetric histogram;
  private boolean gauges;

  private ProtobufExposition(
      byte[] bytes, int length, boolean nativeHistograms, boolean classic, ExpositionSink sink) {
    this.reader = new MessageReader(bytes, 0, length);
    this.sink = sink;
    this.classic = classic || !nativeHistograms;
    this.histogram = new HistogramMetric(nativeHistograms);
  }

  /**
   * Reads the exposition in the first bytes of an array.
   *
   * @param nativeHistograms whether native histograms are handed over
   * @param classicToo whether classic histograms are handed over where there is a native one
   * @throws MalformedMessageException if the bytes are something else; what was read before has
   *     been handed over
   */
  public static void read(
      byte[] bytes, int length, boolean nativeHistograms, boolean classicToo, ExpositionSink sink)
      throws MalformedMessageException {
    ProtobufExposition exposition =
        new ProtobufExposition(bytes, length, nativeHistograms, classicToo, sink);
    while (!exposition.reader.isAtEnd()) {
      exposition.family();
    }
  }

  private void family() throws MalformedMessageException {
    String name = "";
    String help = "";
    String unit = "";
    MetricType type = MetricType.COUNTER;
    int outer = reader.enter();
    int start = reader.position();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case 1 << 3 | LENGTH_DELIMITED -> name = reader.text();
        case 2 << 3 | LENGTH_DELIMITED -> help = reader.text();
        case 3 << 3 | VARINT -> type = type(reader.varint());
        case 5 << 3 | LENGTH_DELIMITED -> unit = reader.text();
        default -> reader.skip(tag);
      }
    }
    if (name.isEmpty()) {
      throw reader.malformed("a metric family without a name");
    }
    gauges = type == MetricType.GAUGE_HISTOGRAM;
    sink.family(new MetricMetadata(name, type, help, unit));
    reader.moveTo(start);
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      if (tag == (4 << 3 | LENGTH_DELIMITED)) {
        metric(name);
      } else {
        reader.skip(tag);
      }
    }
    reader.leave(outer);
  }

  private static MetricType type(long number) {
    return number >= 0 && number < TYPES.length ? TYPES[(int) number] : MetricType.UNKNOWN;
  }

  /** Reads a metric in two passes: first its labels and time, then its value. */
  private void metric(String family) throws MalformedMessageException {
    List<String> labels = new ArrayList<>();
    long timestamp = ExpositionParser.NO_TIMESTAMP;
    int valueTag = NO_MESSAGE;
    int valueAt = 0;
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case 1 << 3 | LENGTH_DELIMITED -> ExpositionMessages.label(reader, labels);
        case 6 << 3 | VARINT -> timestamp = reader.varint();
        case 2 << 3 | LENGTH_DELIMITED,
            3 << 3 | LENGTH_DELIMITED,
            4 << 3 | LENGTH_DELIMITED,
            5 << 3 | LENGTH_DELIMITED,
            7 << 3 | LENGTH_DELIMITED -> {
          valueTag = tag >>> 3;
          valueAt = reader.position();
          reader.skip(tag);
        }
        default -> reader.skip(tag);
      }
    }
    if (valueTag != NO_MESSAGE) {
      reader.moveTo(valueAt);
      value(family, labels, timestamp, valueTag);
    }
    reader.leave(outer);
  }

  private void value(String family, List<String> labels, long timestamp, int field)
      throws MalformedMessageException {
    switch (field) {
      case 4 -> summary(family, labels, timestamp);
      case 7 -> {
        histogram.read(reader);
        if (histogram.isNative()) {
          histogram.handOver(named(labels, family), gauges, timestamp, sink);
        }
        if (classic || !histogram.isNative()) {
          histogram.handOverClassic(
              suffix -> named(labels, family + suffix),
              (suffix, le) -> named(labels, family + suffix, "le", le),
              timestamp,
              sink);
        }
      }
      default -> single(family, labels, timestamp);
    }
  }

  /** A gauge, a counter or an untyped metric; only the counter has more than a value. */
  private void single(String family, List<String> labels, long timestamp)
      throws MalformedMessageException {
    double value = 0;
    long start = 0;
    List<Exemplar> exemplars = List.of();
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case 1 << 3 | FIXED64 -> value = reader.float64();
        case 2 << 3 | LENGTH_DELIMITED -> exemplars = List.of(ExpositionMessages.exemplar(reader));
        case 3 << 3 | LENGTH_DELIMITED -> start = ExpositionMessages.millis(reader);
        default -> reader.skip(tag);
      }
    }
    reader.leave(outer);
    sink.sample(named(labels, family), value, timestamp, start, exemplars);
  }

  private void summary(String family, List<String> labels, long timestamp)
      throws MalformedMessageException {
    double count = 0;
    double sum = 0;
    long start = 0;
    List<double[]> quantiles = new ArrayList<>();
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case 1 << 3 | VARINT -> count = reader.varint();
        case 2 << 3 | FIXED64 -> sum = reader.float64();
        case 3 << 3 | LENGTH_DELIMITED -> quantiles.add(quantile());
        case 4 << 3 | LENGTH_DELIMITED -> start = ExpositionMessages.millis(reader);
        default -> reader.skip(tag);
      }
    }
    reader.leave(outer);
    sink.sample(named(labels, family + "_count"), count, timestamp, start, List.of());
    sink.sample(named(labels, family + "_sum"), sum, timestamp, start, List.of());
    for (double[] quantile : quantiles) {
      Labels series = named(labels, family, "quantile", OpenMetricsNumber.text(quantile[0]));
      sink.sample(series, quantile[1], timestamp, start, List.of());
    }
  }

  private double[] quantile() throws MalformedMessageException {
    double[] quantile = new double[2];
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case 1 << 3 | FIXED64 -> quantile[0] = reader.float64();
        case 2 << 3 | FIXED64 -> quantile[1] = reader.float64();
        default -> reader.skip(tag);
      }
    }
    reader.leave(outer);
    return quantile;
  }

  private Labels named(List<String> labels, String name, String... more)
      throws MalformedMessageException {
    List<String> pairs = new ArrayList<>(labels);
    pairs.add(Labels.METRIC_NAME);
    pairs.add(name);
    pairs.addAll(List.of(more));
    try {
      return Labels.of(pairs.toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      throw reader.malformed(String.valueOf(e.getMessage()));
    }
  }
}
