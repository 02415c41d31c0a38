package dev.steward.formats.exposition;

import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads an exposition piece by piece: {@link #next()} moves to the next one, the other methods tell
 * what it holds, until the next call. For one thread.
 *
 * <p>The labels of a sample are read only when asked for: who scrapes again and again knows a
 * series by its bytes ({@link #seriesOffset()}, {@link #seriesLength()}) and need not read it
 * twice.
 *
 * <p>OpenMetrics is read as strictly as Prometheus reads it: no blank lines, and {@code # EOF} at
 * the end. Line ends may be CRLF in both formats.
 *
 * <p>Sources: Prometheus "Exposition formats", OpenMetrics 1.0, and Prometheus' UTF-8 names.
 */
public final class ExpositionParser {
  /** The answer of {@link #timestampMillis()} where a sample has no time. */
  public static final long NO_TIMESTAMP = Long.MIN_VALUE;

  private static final double MAX_SECONDS = Long.MAX_VALUE / 2_000.0;

  /** What {@link #next()} found. */
  public enum Piece {
    /** A family's type: {@link #family()}, {@link #type()}. */
    TYPE,
    /** A family's help: {@link #family()}, {@link #text()}. */
    HELP,
    /** A family's unit: {@link #family()}, {@link #text()}. */
    UNIT,
    /** A sample. */
    SAMPLE,
    /** Nothing more. */
    END
  }

  private final ByteText text;
  private final boolean openMetrics;
  private final LabelsReader labelsReader = new LabelsReader();

  private String family = "";
  private String words = "";
  private MetricType type = MetricType.UNKNOWN;
  private ByteText series;
  private @Nullable Labels labels;
  private double value;
  private long timestampMillis = NO_TIMESTAMP;
  private @Nullable Exemplar exemplar;
  private boolean ended;

  /** Starts at the first byte of an exposition, which must not change while it is read. */
  public ExpositionParser(ExpositionFormat format, byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    this.openMetrics = format == ExpositionFormat.OPEN_METRICS;
    this.text = new ByteText(bytes, offset, offset + length);
    this.series = text;
  }

  /**
   * Moves to the next piece.
   *
   * @throws ExpositionSyntaxException if there is something else than the format allows
   */
  public Piece next() {
    while (!ended) {
      if (!openMetrics) {
        text.skipBlanks();
      }
      if (text.isAtEnd()) {
        if (openMetrics) {
          throw text.error("expected '# EOF' at the end");
        }
        ended = true;
      } else if (text.isLineEnd()) {
        if (openMetrics) {
          throw text.error("expected no empty line");
        }
        text.nextLine();
      } else if (text.is('#')) {
        Piece piece = comment();
        if (piece != null) {
          return piece;
        }
      } else {
        sample();
        return Piece.SAMPLE;
      }
    }
    return Piece.END;
  }

  private @Nullable Piece comment() {
    text.at++;
    blank();
    String word = text.word();
    Piece piece =
        switch (word) {
          case "TYPE" -> readType();
          case "HELP" -> help();
          case "UNIT" -> openMetrics ? unit() : null;
          case "EOF" -> openMetrics ? end() : null;
          default -> {
            if (openMetrics) {
              throw text.error("# " + word + " (expected: TYPE, HELP, UNIT or EOF)");
            }
            yield null;
          }
        };
    if (piece == null) {
      text.skipRestOfLine();
    }
    endLine();
    return piece;
  }

  private Piece readType() {
    familyName();
    int from = text.at;
    String word = text.word();
    MetricType found = typeOf(word);
    if (found == null) {
      text.at = from;
      throw text.error(word + " (expected: a metric type)");
    }
    type = found;
    return Piece.TYPE;
  }

  private @Nullable MetricType typeOf(String word) {
    return switch (word) {
      case "counter" -> MetricType.COUNTER;
      case "gauge" -> MetricType.GAUGE;
      case "histogram" -> MetricType.HISTOGRAM;
      case "summary" -> MetricType.SUMMARY;
      case "untyped" -> openMetrics ? null : MetricType.UNKNOWN;
      case "unknown" -> MetricType.UNKNOWN;
      case "gaugehistogram" -> openMetrics ? MetricType.GAUGE_HISTOGRAM : null;
      case "info" -> openMetrics ? MetricType.INFO : null;
      case "stateset" -> openMetrics ? MetricType.STATE_SET : null;
      default -> null;
    };
  }

  private Piece help() {
    familyName();
    words = text.helpText();
    return Piece.HELP;
  }

  private Piece unit() {
    familyName();
    int from = text.at;
    words = text.word();
    if (!words.isEmpty() && !family.endsWith("_" + words)) {
      text.at = from;
      throw text.error(words + " (expected: the unit that the name " + family + " ends with)");
    }
    return Piece.UNIT;
  }

  private void familyName() {
    blank();
    family = text.is('"') ? text.quoted() : text.name(true);
    if (!text.isLineEnd()) {
      blank();
    }
  }

  private Piece end() {
    endLine();
    if (!text.isAtEnd()) {
      throw text.error("expected nothing after '# EOF'");
    }
    ended = true;
    return Piece.END;
  }

  private void sample() {
    int from = text.at;
    LabelsReader.skipSeries(text);
    series = text.part(from);
    if (text.at == from) {
      throw text.error("expected a metric or a comment, found " + text.found());
    }
    labels = null;
    exemplar = null;
    timestampMillis = NO_TIMESTAMP;
    if (!text.is(' ') && !text.is('\t') && text.bytes[text.at - 1] != '}') {
      throw text.error("expected a space, found " + text.found());
    }
    text.skipBlanks();
    value = NumberText.read(text);
    if (!text.isLineEnd()) {
      blank();
    }
    if (!text.isLineEnd() && !text.is('#')) {
      timestampMillis = time();
      if (!text.isLineEnd()) {
        blank();
      }
    }
    if (openMetrics && text.is('#')) {
      exemplar = readExemplar();
    }
    endLine();
  }

  private long time() {
    int from = text.at;
    double number = NumberText.read(text);
    double millis = openMetrics ? number * 1000 : number;
    if (!(Math.abs(millis) < MAX_SECONDS * 1000) || (!openMetrics && millis != Math.rint(millis))) {
      text.at = from;
      throw text.error(
          "time out of range (expected: " + (openMetrics ? "seconds" : "whole milliseconds") + ")");
    }
    return Math.round(millis);
  }

  private Exemplar readExemplar() {
    text.at++;
    blank();
    Labels exemplarLabels = labelsReader.labels(text, false);
    blank();
    double exemplarValue = NumberText.read(text);
    if (!text.isLineEnd()) {
      blank();
    }
    long time = text.isLineEnd() ? NO_TIMESTAMP : time();
    return new Exemplar(exemplarLabels, exemplarValue, time);
  }

  /** At least one blank in the old format, exactly one space in OpenMetrics. */
  private void blank() {
    if (openMetrics && text.is(' ')) {
      text.at++;
    } else if (openMetrics) {
      throw text.error("expected a space, found " + text.found());
    } else {
      text.skipBlanks();
    }
  }

  private void endLine() {
    if (!openMetrics) {
      text.skipBlanks();
    }
    if (!text.isLineEnd()) {
      throw text.error("expected the end of the line, found " + text.found());
    }
    text.nextLine();
  }

  /** The family of a {@link Piece#TYPE}, {@link Piece#HELP} or {@link Piece#UNIT}. */
  public String family() {
    return family;
  }

  /** The type of a {@link Piece#TYPE}. */
  public MetricType type() {
    return type;
  }

  /** The words of a {@link Piece#HELP}, or the unit of a {@link Piece#UNIT}. */
  public String text() {
    return words;
  }

  /** Where in the bytes the name and labels of a {@link Piece#SAMPLE} start. */
  public int seriesOffset() {
    return series.at;
  }

  /** How many bytes the name and labels of a {@link Piece#SAMPLE} are long. */
  public int seriesLength() {
    return series.end - series.at;
  }

  /**
   * The labels of a {@link Piece#SAMPLE}, its metric's name among them.
   *
   * @throws ExpositionSyntaxException if they are not as the format wants them
   */
  public Labels labels() {
    Labels known = labels;
    if (known == null) {
      int from = series.at;
      known = labelsReader.series(series);
      series.at = from;
      labels = known;
    }
    return known;
  }

  /** The value of a {@link Piece#SAMPLE}. */
  public double value() {
    return value;
  }

  /**
   * The time of a {@link Piece#SAMPLE}, milliseconds since the Unix epoch, or {@link
   * #NO_TIMESTAMP}.
   */
  public long timestampMillis() {
    return timestampMillis;
  }

  /**
   * The exemplar of a {@link Piece#SAMPLE}, or null; its time is {@link #NO_TIMESTAMP} where it has
   * none.
   */
  public @Nullable Exemplar exemplar() {
    return exemplar;
  }
}
