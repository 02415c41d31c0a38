package dev.steward.formats.exposition;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricType;
import java.util.regex.Pattern;

/**
 * Writes the Prometheus text format 0.0.4. Names beyond letters, digits, underscores and colons are
 * quoted. For one thread.
 */
public final class ExpositionWriter {
  private static final Pattern METRIC_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private final StringBuilder text = new StringBuilder();

  /** Starts an empty exposition. */
  public ExpositionWriter() {}

  /** Writes the help and the type of a family; samples of the family follow. */
  public ExpositionWriter family(String name, MetricType type, String help) {
    if (!help.isEmpty()) {
      text.append("# HELP ");
      appendName(name, METRIC_NAME);
      text.append(' ');
      appendEscaped(help, false);
      text.append('\n');
    }
    text.append("# TYPE ");
    appendName(name, METRIC_NAME);
    text.append(' ').append(typeWord(type)).append('\n');
    return this;
  }

  private static String typeWord(MetricType type) {
    return switch (type) {
      case COUNTER -> "counter";
      case GAUGE, INFO, STATE_SET -> "gauge";
      case SUMMARY -> "summary";
      case HISTOGRAM -> "histogram";
      case GAUGE_HISTOGRAM, UNKNOWN -> "untyped";
    };
  }

  /** Writes a sample without a time. The labels hold the metric's name. */
  public ExpositionWriter sample(Labels labels, double value) {
    series(labels);
    text.append(' ');
    NumberText.append(text, value);
    text.append('\n');
    return this;
  }

  /** Writes a sample with its time in milliseconds since the Unix epoch. */
  public ExpositionWriter sample(Labels labels, double value, long timestampMillis) {
    series(labels);
    text.append(' ');
    NumberText.append(text, value);
    text.append(' ').append(timestampMillis).append('\n');
    return this;
  }

  private void series(Labels labels) {
    String metric = labels.valueOrEmpty(Labels.METRIC_NAME);
    boolean plain = METRIC_NAME.matcher(metric).matches();
    if (plain) {
      text.append(metric);
    }
    if (plain && labels.size() == 1) {
      return;
    }
    text.append('{');
    int start = text.length();
    if (!plain && !metric.isEmpty()) {
      appendQuoted(metric);
    }
    labels.forEach((name, value) -> {
      if (!name.equals(Labels.METRIC_NAME)) {
        if (text.length() > start) {
          text.append(',');
        }
        appendName(name, LABEL_NAME);
        text.append('=');
        appendQuoted(value);
      }
    });
    text.append('}');
  }

  private void appendName(String name, Pattern plain) {
    if (plain.matcher(name).matches()) {
      text.append(name);
    } else {
      appendQuoted(name);
    }
  }

  private void appendQuoted(String value) {
    text.append('"');
    appendEscaped(value, true);
    text.append('"');
  }

  private void appendEscaped(String value, boolean quotes) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '"' -> text.append(quotes ? "\\\"" : "\"");
        default -> text.append(c);
      }
    }
  }

  /** How many characters were written so far. */
  public int length() {
    return text.length();
  }

  /** The exposition so far. */
  @Override
  public String toString() {
    return text.toString();
  }
}
