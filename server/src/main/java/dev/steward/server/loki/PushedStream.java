package dev.steward.server.loki;

import dev.steward.query.logql.detect.LevelDetector;
import dev.steward.query.logql.detect.ServiceNames;
import dev.steward.spi.model.Labels;
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
  private static final int MAX_LABELS = 15;
  private static final int MAX_NAME_LENGTH = 1024;
  private static final int MAX_VALUE_LENGTH = 2048;

  static PushedStream of(Labels labels) {
    String refusal = refusal(labels);
    if (refusal != null) {
      return new PushedStream(labels, labels, null, refusal);
    }
    Labels stored = ServiceNames.added(labels).interned();
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
