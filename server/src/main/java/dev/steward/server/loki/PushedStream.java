package dev.steward.server.loki;

import dev.steward.query.logql.detect.LevelDetector;
import dev.steward.query.logql.detect.ServiceNames;
import dev.steward.spi.model.Labels;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A stream as a client names it, checked against Loki's default limits: what is the same for each
 * push of it. Immutable and safe for any thread.
 *
 * @param given the labels that the client gave
 * @param stored the labels with {@code service_name}, interned
 * @param level the level that the labels tell, or null
 * @param refusal why its entries are refused, or null where they are not
 */
record PushedStream(Labels given, Labels stored, @Nullable String level, @Nullable String refusal) {
  static final int MAX_LABELS = 15;
  static final int MAX_NAME_LENGTH = 1024;
  static final int MAX_VALUE_LENGTH = 2048;

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  static PushedStream of(Labels given) {
    // A label without a value is no label.
    Labels labels = given;
    for (int i = 0; i < given.size(); i++) {
      if (given.value(i).isEmpty()) {
        labels = labels.without(given.name(i));
      }
    }
    String refusal = refusal(labels);
    if (refusal != null) {
      return new PushedStream(labels, labels, null, refusal);
    }
    Labels stored = ServiceNames.added(labels);
    return new PushedStream(labels, stored, LevelDetector.levelIn(stored), null);
  }

  private static @Nullable String refusal(Labels labels) {
    if (labels.isEmpty()) {
      return "error at least one label pair is required per stream";
    }
    // A service's name counts for nothing, since it is added where it is missing.
    if (labels.without(ServiceNames.LABEL).size() > MAX_LABELS) {
      return "entry for stream '"
          + labels
          + "' has "
          + labels.size()
          + " label names; limit "
          + MAX_LABELS;
    }
    for (int i = 0; i < labels.size(); i++) {
      if (!NAME.matcher(labels.name(i)).matches()) {
        return "Error parsing labels '"
            + labels
            + "' with error: label name "
            + labels.name(i)
            + " (expected: letters, digits and underscores, no digit first)";
      }
      if (labels.name(i).length() > MAX_NAME_LENGTH) {
        return "stream '" + labels + "' has label name too long: '" + labels.name(i) + "'";
      }
      if (labels.value(i).length() > MAX_VALUE_LENGTH) {
        return "stream '" + labels + "' has label value too long: '" + labels.value(i) + "'";
      }
    }
    return null;
  }
}
