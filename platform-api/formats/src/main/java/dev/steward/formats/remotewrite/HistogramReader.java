package dev.steward.formats.remotewrite;

import static dev.steward.formats.protobuf.MessageReader.FIXED64;
import static dev.steward.formats.protobuf.MessageReader.LENGTH_DELIMITED;
import static dev.steward.formats.protobuf.MessageReader.VARINT;
import static dev.steward.formats.protobuf.MessageReader.tag;

import dev.steward.formats.histogram.HistogramCheck;
import dev.steward.formats.protobuf.MalformedMessageException;
import dev.steward.formats.protobuf.MessageReader;
import dev.steward.formats.protobuf.Numbers;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a histogram, which both versions write alike. For one thread.
 *
 * <p>Layout: {@code count_int 1, count_float 2, sum 3, schema 4, zero_threshold 5, zero_count_int
 * 6, zero_count_float 7, negative_spans 8, negative_deltas 9, negative_counts 10, positive_spans
 * 11, positive_deltas 12, positive_counts 13, reset_hint 14, timestamp 15, custom_values 16,
 * start_timestamp 17}. Source: Prometheus, {@code prompb} and {@code io.prometheus.write.v2}.
 */
final class HistogramReader {
  private static final ResetHint[] HINTS = {
    ResetHint.UNKNOWN, ResetHint.RESET, ResetHint.NOT_RESET, ResetHint.GAUGE
  };

  private final List<NativeHistogram.Span> negativeSpans = new ArrayList<>();
  private final List<NativeHistogram.Span> positiveSpans = new ArrayList<>();
  private final Numbers negativeDeltas = new Numbers(Numbers.Form.ZIGZAG);
  private final Numbers negativeCounts = new Numbers(Numbers.Form.FLOAT64);
  private final Numbers positiveDeltas = new Numbers(Numbers.Form.ZIGZAG);
  private final Numbers positiveCounts = new Numbers(Numbers.Form.FLOAT64);
  private final Numbers customBounds = new Numbers(Numbers.Form.FLOAT64);
  private boolean integer;
  private double count;
  private double sum;
  private int schema;
  private double zeroThreshold;
  private double zeroCount;
  private int hint;
  private long timestampMillis;
  private long startMillis;

  /** Reads the message that the reader stands at, and hands it over. */
  void read(MessageReader reader, long seriesStartMillis, WriteSink sink)
      throws MalformedMessageException {
    clear(seriesStartMillis);
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      field(reader, tag);
    }
    reader.leave(outer);
    NativeHistogram histogram;
    try {
      histogram = build();
    } catch (IllegalArgumentException e) {
      sink.refused(WriteSink.Part.HISTOGRAM, String.valueOf(e.getMessage()));
      return;
    }
    @Nullable String problem = HistogramCheck.problem(histogram);
    if (problem == null) {
      sink.histogram(timestampMillis, histogram, startMillis);
    } else {
      sink.refused(WriteSink.Part.HISTOGRAM, problem);
    }
  }

  private void clear(long seriesStartMillis) {
    negativeSpans.clear();
    positiveSpans.clear();
    for (Numbers numbers :
        new Numbers[] {
          negativeDeltas, negativeCounts, positiveDeltas, positiveCounts, customBounds
        }) {
      numbers.clear();
    }
    integer = false;
    count = 0;
    sum = 0;
    schema = 0;
    zeroThreshold = 0;
    zeroCount = 0;
    hint = 0;
    timestampMillis = 0;
    startMillis = seriesStartMillis;
  }

  private void field(MessageReader reader, int tag) throws MalformedMessageException {
    switch (tag) {
      case 1 << 3 | VARINT -> {
        count = unsigned(reader.varint());
        integer = true;
      }
      case 2 << 3 | FIXED64 -> count = reader.float64();
      case 3 << 3 | FIXED64 -> sum = reader.float64();
      case 4 << 3 | VARINT -> schema = (int) reader.zigzag();
      case 5 << 3 | FIXED64 -> zeroThreshold = reader.float64();
      case 6 << 3 | VARINT -> zeroCount = unsigned(reader.varint());
      case 7 << 3 | FIXED64 -> zeroCount = reader.float64();
      case 8 << 3 | LENGTH_DELIMITED -> span(reader, negativeSpans);
      case 9 << 3 | LENGTH_DELIMITED, 9 << 3 | VARINT -> negativeDeltas.read(reader, tag);
      case 10 << 3 | LENGTH_DELIMITED, 10 << 3 | FIXED64 -> negativeCounts.read(reader, tag);
      case 11 << 3 | LENGTH_DELIMITED -> span(reader, positiveSpans);
      case 12 << 3 | LENGTH_DELIMITED, 12 << 3 | VARINT -> positiveDeltas.read(reader, tag);
      case 13 << 3 | LENGTH_DELIMITED, 13 << 3 | FIXED64 -> positiveCounts.read(reader, tag);
      case 14 << 3 | VARINT -> hint = (int) reader.varint();
      case 15 << 3 | VARINT -> timestampMillis = reader.varint();
      case 16 << 3 | LENGTH_DELIMITED, 16 << 3 | FIXED64 -> customBounds.read(reader, tag);
      case 17 << 3 | VARINT -> startMillis = reader.varint();
      default -> reader.skip(tag);
    }
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : (value >>> 1) * 2.0;
  }

  private static void span(MessageReader reader, List<NativeHistogram.Span> spans)
      throws MalformedMessageException {
    int offset = 0;
    long length = 0;
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      if (tag == tag(1, VARINT)) {
        offset = (int) reader.zigzag();
      } else if (tag == tag(2, VARINT)) {
        length = reader.varint() & 0xffff_ffffL;
      } else {
        reader.skip(tag);
      }
    }
    if (length > Integer.MAX_VALUE) {
      throw reader.malformed("a span of " + length + " buckets");
    }
    reader.leave(outer);
    spans.add(new NativeHistogram.Span(offset, (int) length));
  }

  private NativeHistogram build() {
    boolean floats = positiveCounts.size() > 0 || negativeCounts.size() > 0;
    return NativeHistogram.builder()
        .schema(schema)
        .zero(zeroThreshold, zeroCount)
        .count(count)
        .sum(sum)
        .positive(
            positiveSpans.toArray(NativeHistogram.Span[]::new),
            floats ? positiveCounts.toArray() : positiveDeltas.toSums())
        .negative(
            negativeSpans.toArray(NativeHistogram.Span[]::new),
            floats ? negativeCounts.toArray() : negativeDeltas.toSums())
        .customBounds(customBounds.toArray())
        .resetHint(HINTS[hint >= 0 && hint < HINTS.length ? hint : 0])
        .integer(integer && !floats)
        .build();
  }
}
