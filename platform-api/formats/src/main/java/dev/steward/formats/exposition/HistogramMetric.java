package dev.steward.formats.exposition;

import static dev.steward.formats.protobuf.MessageReader.FIXED64;
import static dev.steward.formats.protobuf.MessageReader.LENGTH_DELIMITED;
import static dev.steward.formats.protobuf.MessageReader.VARINT;

import dev.steward.formats.histogram.HistogramCheck;
import dev.steward.formats.protobuf.MalformedMessageException;
import dev.steward.formats.protobuf.MessageReader;
import dev.steward.formats.protobuf.Numbers;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A histogram of an exposition in protobuf, which may be classic, native or both. Used again for
 * histogram after histogram; for one thread.
 */
final class HistogramMetric {
  private static final String INFINITE = "+Inf";

  /** Makes labels of a series of a classic histogram. */
  interface Naming {
    Labels of(String suffix) throws MalformedMessageException;
  }

  /** Makes labels of a bucket of a classic histogram. */
  interface BucketNaming {
    Labels of(String suffix, String bound) throws MalformedMessageException;
  }

  private record Bucket(double bound, double count, List<Exemplar> exemplars) {}

  private final boolean nativeWanted;
  private final List<Bucket> buckets = new ArrayList<>();
  private final List<Exemplar> exemplars = new ArrayList<>();
  private final List<NativeHistogram.Span> negativeSpans = new ArrayList<>();
  private final List<NativeHistogram.Span> positiveSpans = new ArrayList<>();
  private final Numbers negativeDeltas = new Numbers(Numbers.Form.ZIGZAG);
  private final Numbers negativeCounts = new Numbers(Numbers.Form.FLOAT64);
  private final Numbers positiveDeltas = new Numbers(Numbers.Form.ZIGZAG);
  private final Numbers positiveCounts = new Numbers(Numbers.Form.FLOAT64);
  private double count;
  private double countFloat;
  private double sum;
  private int schema;
  private double zeroThreshold;
  private double zeroCount;
  private double zeroCountFloat;
  private long startMillis;

  HistogramMetric(boolean nativeWanted) {
    this.nativeWanted = nativeWanted;
  }

  void read(MessageReader reader) throws MalformedMessageException {
    clear();
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      field(reader, tag);
    }
    reader.leave(outer);
  }

  private void clear() {
    buckets.clear();
    exemplars.clear();
    negativeSpans.clear();
    positiveSpans.clear();
    negativeDeltas.clear();
    negativeCounts.clear();
    positiveDeltas.clear();
    positiveCounts.clear();
    count = 0;
    countFloat = 0;
    sum = 0;
    schema = 0;
    zeroThreshold = 0;
    zeroCount = 0;
    zeroCountFloat = 0;
    startMillis = 0;
  }

  private void field(MessageReader reader, int tag) throws MalformedMessageException {
    switch (tag) {
      case 1 << 3 | VARINT -> count = reader.varint();
      case 2 << 3 | FIXED64 -> sum = reader.float64();
      case 3 << 3 | LENGTH_DELIMITED -> buckets.add(bucket(reader));
      case 4 << 3 | FIXED64 -> countFloat = reader.float64();
      case 5 << 3 | VARINT -> schema = (int) reader.zigzag();
      case 6 << 3 | FIXED64 -> zeroThreshold = reader.float64();
      case 7 << 3 | VARINT -> zeroCount = reader.varint();
      case 8 << 3 | FIXED64 -> zeroCountFloat = reader.float64();
      case 9 << 3 | LENGTH_DELIMITED -> negativeSpans.add(ExpositionMessages.span(reader));
      case 10 << 3 | LENGTH_DELIMITED, 10 << 3 | VARINT -> negativeDeltas.read(reader, tag);
      case 11 << 3 | LENGTH_DELIMITED, 11 << 3 | FIXED64 -> negativeCounts.read(reader, tag);
      case 12 << 3 | LENGTH_DELIMITED -> positiveSpans.add(ExpositionMessages.span(reader));
      case 13 << 3 | LENGTH_DELIMITED, 13 << 3 | VARINT -> positiveDeltas.read(reader, tag);
      case 14 << 3 | LENGTH_DELIMITED, 14 << 3 | FIXED64 -> positiveCounts.read(reader, tag);
      case 15 << 3 | LENGTH_DELIMITED -> startMillis = ExpositionMessages.millis(reader);
      case 16 << 3 | LENGTH_DELIMITED -> exemplars.add(ExpositionMessages.exemplar(reader));
      default -> reader.skip(tag);
    }
  }

  private static Bucket bucket(MessageReader reader) throws MalformedMessageException {
    double bound = 0;
    double count = 0;
    double countFloat = 0;
    List<Exemplar> exemplars = List.of();
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case 1 << 3 | VARINT -> count = reader.varint();
        case 2 << 3 | FIXED64 -> bound = reader.float64();
        case 3 << 3 | LENGTH_DELIMITED -> exemplars = List.of(ExpositionMessages.exemplar(reader));
        case 4 << 3 | FIXED64 -> countFloat = reader.float64();
        default -> reader.skip(tag);
      }
    }
    reader.leave(outer);
    return new Bucket(bound, countFloat > 0 ? countFloat : count, exemplars);
  }

  /** Whether there is a native histogram that is wanted. */
  boolean isNative() {
    return nativeWanted
        && (zeroThreshold > 0
            || zeroCount > 0
            || zeroCountFloat > 0
            || !negativeSpans.isEmpty()
            || !positiveSpans.isEmpty());
  }

  private boolean isFloat() {
    return countFloat > 0 || zeroCountFloat > 0;
  }

  void handOver(Labels labels, boolean gauge, long timestamp, ExpositionSink sink)
      throws MalformedMessageException {
    boolean floats = isFloat();
    NativeHistogram histogram;
    try {
      histogram =
          NativeHistogram.builder()
              .schema(schema)
              .zero(zeroThreshold, floats ? zeroCountFloat : zeroCount)
              .count(floats ? countFloat : count)
              .sum(sum)
              .positive(
                  positiveSpans.toArray(NativeHistogram.Span[]::new),
                  floats ? positiveCounts.toArray() : positiveDeltas.toSums())
              .negative(
                  negativeSpans.toArray(NativeHistogram.Span[]::new),
                  floats ? negativeCounts.toArray() : negativeDeltas.toSums())
              .resetHint(
                  gauge ? NativeHistogram.ResetHint.GAUGE : NativeHistogram.ResetHint.UNKNOWN)
              .integer(!floats)
              .build();
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException(0, labels + ": " + e.getMessage());
    }
    @Nullable String problem = HistogramCheck.problem(histogram);
    if (problem != null) {
      throw new MalformedMessageException(0, labels + ": " + problem);
    }
    sink.histogram(labels, histogram, timestamp, startMillis, List.copyOf(exemplars));
  }

  void handOverClassic(Naming naming, BucketNaming buckets, long timestamp, ExpositionSink sink)
      throws MalformedMessageException {
    double all = countFloat > 0 ? countFloat : count;
    sink.sample(naming.of("_count"), all, timestamp, startMillis, List.of());
    sink.sample(naming.of("_sum"), sum, timestamp, startMillis, List.of());
    boolean closed = false;
    for (Bucket bucket : this.buckets) {
      String bound = OpenMetricsNumber.text(bucket.bound());
      closed |= bound.equals(INFINITE);
      Labels labels = buckets.of("_bucket", bound);
      sink.sample(labels, bucket.count(), timestamp, startMillis, bucket.exemplars());
    }
    if (!closed) {
      sink.sample(buckets.of("_bucket", INFINITE), all, timestamp, startMillis, List.of());
    }
  }
}
