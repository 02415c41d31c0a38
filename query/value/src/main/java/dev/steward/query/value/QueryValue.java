package dev.steward.query.value;

import java.util.List;
import java.util.Objects;

/** The result of a query that gives numbers or text. */
public sealed interface QueryValue {
  /** The word for this kind of result in the HTTP interfaces. */
  String wireName();

  /**
   * One number.
   *
   * @param timestampMillis milliseconds since the Unix epoch
   * @param value the number
   */
  record Scalar(long timestampMillis, double value) implements QueryValue {
    @Override
    public String wireName() {
      return "scalar";
    }
  }

  /**
   * One text.
   *
   * @param timestampMillis milliseconds since the Unix epoch
   * @param text the text
   */
  record Text(long timestampMillis, String text) implements QueryValue {
    /** Checks that nothing is missing. */
    public Text {
      Objects.requireNonNull(text, "text");
    }

    @Override
    public String wireName() {
      return "string";
    }
  }

  /**
   * Samples of one moment, one for each series, in the order in which they are to be shown.
   *
   * @param samples the samples
   */
  record InstantVector(List<Sample> samples) implements QueryValue {
    /** Copies the list. */
    public InstantVector {
      samples = List.copyOf(samples);
    }

    @Override
    public String wireName() {
      return "vector";
    }
  }

  /**
   * Series with their points, sorted by labels.
   *
   * @param series the series
   */
  record Matrix(List<Series> series) implements QueryValue {
    /** Copies the list. */
    public Matrix {
      series = List.copyOf(series);
    }

    @Override
    public String wireName() {
      return "matrix";
    }
  }
}
