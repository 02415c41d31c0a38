package dev.steward.server.loki;

import dev.steward.query.logql.syntax.LogqlParser;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Reads the labels of a pushed stream, written as a selector of equalities: {@code {app="web",
 * env="prod"}}. Safe for any thread.
 *
 * <p>Senders write the same stream in the same way again and again, so what was read is remembered,
 * up to a bound.
 */
final class StreamLabelsParser {
  private static final int MAX_REMEMBERED = 20_000;

  private final ConcurrentMap<String, PushedStream> remembered = new ConcurrentHashMap<>();

  /**
   * The stream of a text.
   *
   * @throws StewardException if the text is no set of equalities
   */
  PushedStream parse(String text) {
    PushedStream known = remembered.get(text);
    if (known != null) {
      return known;
    }
    PushedStream stream = PushedStream.of(read(text));
    if (remembered.size() >= MAX_REMEMBERED) {
      remembered.clear();
    }
    remembered.put(text, stream);
    return stream;
  }

  private static Labels read(String text) {
    if (text.replace(" ", "").equals("{}")) {
      return Labels.EMPTY;
    }
    Selector selector = LogqlParser.parseSelector(text);
    Labels.Builder labels = Labels.builder();
    for (LabelMatcher matcher : selector.matchers()) {
      if (!(matcher instanceof LabelMatcher.Equal equal)) {
        throw new StewardException(
            ErrorCode.INVALID_ARGUMENT, matcher + " (expected: a label and its value, with '=')");
      }
      // A label without a value is no label.
      if (!equal.value().isEmpty()) {
        labels.set(equal.name(), equal.value());
      }
    }
    return labels.build();
  }
}
