package dev.steward.query.promql.series;

import dev.steward.query.value.histogram.BucketRange;
import dev.steward.query.value.histogram.Histograms;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;
import dev.steward.spi.model.NativeHistogram.Span;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A histogram as tests write it: {@code {{schema:0 count:4 sum:5 buckets:[1 2 1]}}}.
 *
 * @param histogram what it stands for
 * @param hinted whether the hint about resets was written
 */
public record HistogramLiteral(NativeHistogram histogram, boolean hinted) {
  private static final Pattern FIELD =
      Pattern.compile("([a-z_]+)\\s*:\\s*(\\[[^]]*]|[^\\s\\[\\]]+)");

  /** Reads what stands between the braces. */
  public static HistogramLiteral parse(String inner) {
    Map<String, String> fields = new HashMap<>();
    Matcher matcher = FIELD.matcher(inner);
    int end = 0;
    while (matcher.find()) {
      if (!inner.substring(end, matcher.start()).isBlank()) {
        break;
      }
      fields.put(matcher.group(1), matcher.group(2));
      end = matcher.end();
    }
    if (!inner.substring(end).isBlank()) {
      throw new SeriesSyntaxException("histogram: " + inner + " (expected: name:value …)");
    }
    double[] positive = numbers(fields.remove("buckets"));
    double[] negative = numbers(fields.remove("n_buckets"));
    String hint = fields.remove("counter_reset_hint");
    NativeHistogram histogram =
        NativeHistogram.builder()
            .schema((int) number(fields.remove("schema"), 0))
            .count(number(fields.remove("count"), 0))
            .sum(number(fields.remove("sum"), 0))
            .zero(number(fields.remove("z_bucket_w"), 0), number(fields.remove("z_bucket"), 0))
            .positive(spans((int) number(fields.remove("offset"), 0), positive), positive)
            .negative(spans((int) number(fields.remove("n_offset"), 0), negative), negative)
            .customBounds(numbers(fields.remove("custom_values")))
            .resetHint(hint(hint))
            .build();
    if (!fields.isEmpty()) {
      throw new SeriesSyntaxException(
          "histogram fields: " + fields.keySet() + " (expected: known ones)");
    }
    return new HistogramLiteral(histogram, hint != null);
  }

  /** What counts as the same number. */
  @FunctionalInterface
  public interface Equality {
    /** Whether they are the same. */
    boolean holds(double expected, double given);
  }

  /** Whether a histogram is the one that was written; its layout of empty buckets may differ. */
  public boolean describes(NativeHistogram given, Equality equality) {
    return histogram.schema() == given.schema()
        && equality.holds(histogram.count(), given.count())
        && equality.holds(histogram.sum(), given.sum())
        && Arrays.equals(histogram.customBounds(), given.customBounds())
        && (histogram.hasCustomBuckets()
            || (histogram.zeroThreshold() == given.zeroThreshold()
                && equality.holds(histogram.zeroCount(), given.zeroCount())))
        && (!hinted || histogram.resetHint() == given.resetHint())
        && hasSameBuckets(given, equality);
  }

  private boolean hasSameBuckets(NativeHistogram given, Equality equality) {
    Map<Double, Double> expected = byUpper(histogram);
    Map<Double, Double> found = byUpper(given);
    for (Map.Entry<Double, Double> bucket : expected.entrySet()) {
      if (!equality.holds(bucket.getValue(), found.getOrDefault(bucket.getKey(), 0.0))) {
        return false;
      }
    }
    return expected.keySet().containsAll(found.keySet());
  }

  private static Map<Double, Double> byUpper(NativeHistogram histogram) {
    Map<Double, Double> counts = new HashMap<>();
    for (BucketRange range : Histograms.ranges(histogram)) {
      if (range.count() != 0) {
        counts.merge(range.upper(), range.count(), Double::sum);
      }
    }
    return counts;
  }

  private static ResetHint hint(@Nullable String word) {
    return switch (word) {
      case null -> ResetHint.UNKNOWN;
      case "unknown" -> ResetHint.UNKNOWN;
      case "reset" -> ResetHint.RESET;
      case "not_reset" -> ResetHint.NOT_RESET;
      case "gauge" -> ResetHint.GAUGE;
      default -> throw new SeriesSyntaxException("counter_reset_hint: " + word);
    };
  }

  private static Span[] spans(int offset, double[] buckets) {
    return buckets.length == 0 ? new Span[0] : new Span[] {new Span(offset, buckets.length)};
  }

  private static double number(@Nullable String text, double otherwise) {
    return text == null ? otherwise : SeriesLine.number(text);
  }

  private static double[] numbers(@Nullable String list) {
    if (list == null) {
      return new double[0];
    }
    return Arrays.stream(list.substring(1, list.length() - 1).trim().split("[\\s,]+"))
        .filter(word -> !word.isEmpty())
        .mapToDouble(SeriesLine::number)
        .toArray();
  }
}
