package dev.steward.formats.exposition;

import dev.steward.spi.model.Labels;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code name{label="value", ...}}, also with quoted names within the braces. */
final class LabelsReader {
  private final List<String> pairs = new ArrayList<>();

  /** Reads a series: a metric's name, perhaps within the braces, and labels. */
  Labels series(ByteText text) {
    pairs.clear();
    if (!text.is('{')) {
      add(text, Labels.METRIC_NAME, text.name(true));
    }
    if (text.is('{')) {
      braces(text, true);
    }
    Labels labels = labels(text);
    if (!labels.has(Labels.METRIC_NAME)) {
      throw text.error("expected a metric name before or within the braces");
    }
    return labels;
  }

  /** Reads labels in braces, of an exemplar. */
  Labels labels(ByteText text, boolean metricName) {
    pairs.clear();
    if (!text.is('{')) {
      throw text.error("expected '{', found " + text.found());
    }
    braces(text, metricName);
    return labels(text);
  }

  private Labels labels(ByteText text) {
    try {
      return Labels.of(pairs.toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      throw text.error(String.valueOf(e.getMessage()));
    }
  }

  private void braces(ByteText text, boolean metricName) {
    text.at++;
    text.skipBlanks();
    while (!text.is('}')) {
      pair(text, metricName);
      text.skipBlanks();
      if (text.is(',')) {
        text.at++;
        text.skipBlanks();
      } else if (!text.is('}')) {
        throw text.error("expected ',' or '}', found " + text.found());
      }
    }
    text.at++;
  }

  private void pair(ByteText text, boolean metricName) {
    boolean quoted = text.is('"');
    String name = quoted ? text.quoted() : text.name(false);
    text.skipBlanks();
    if (quoted && metricName && !text.is('=')) {
      add(text, Labels.METRIC_NAME, name);
      return;
    }
    if (!text.is('=')) {
      throw text.error("expected '=', found " + text.found());
    }
    text.at++;
    text.skipBlanks();
    if (!text.is('"')) {
      throw text.error("expected a quoted value, found " + text.found());
    }
    add(text, name, text.quoted());
  }

  private void add(ByteText text, String name, String value) {
    for (int i = 0; i < pairs.size(); i += 2) {
      if (pairs.get(i).equals(name)) {
        throw text.error("label " + name + " stands twice (expected: once)");
      }
    }
    pairs.add(name);
    pairs.add(value);
  }

  /** Moves behind a series without reading it: its syntax is only checked as far as it must. */
  static void skipSeries(ByteText text) {
    while (text.at < text.end && ByteText.isNameByte(text.bytes[text.at], true, true)) {
      text.at++;
    }
    if (!text.is('{')) {
      return;
    }
    boolean quoted = false;
    while (!text.isLineEnd()) {
      byte b = text.bytes[text.at++];
      if (quoted && b == '\\') {
        text.at += text.isLineEnd() ? 0 : 1;
      } else if (b == '"') {
        quoted = !quoted;
      } else if (b == '}' && !quoted) {
        return;
      }
    }
    throw text.error(quoted ? "expected a closing quote" : "expected '}'");
  }
}
