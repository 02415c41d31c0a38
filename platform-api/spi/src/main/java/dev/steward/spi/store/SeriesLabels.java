package dev.steward.spi.store;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;

/**
 * The rule that says which labels name a series, the same in every metric store: at least one label
 * and at most {@value #MAX_LABELS}, names of at most {@value #MAX_NAME_LENGTH} and values of at
 * most {@value #MAX_VALUE_LENGTH} characters. A label with an empty value counts as missing.
 */
public final class SeriesLabels {
  /** Most labels of a series. */
  public static final int MAX_LABELS = 128;

  /** Longest name, in characters. */
  public static final int MAX_NAME_LENGTH = 1024;

  /** Longest value, in characters. */
  public static final int MAX_VALUE_LENGTH = 8192;

  private SeriesLabels() {}

  /**
   * The labels as a store keeps them: without those that have no value.
   *
   * @throws StewardException with {@link ErrorCode#INVALID_ARGUMENT} where the rule is broken
   */
  public static Labels accepted(Labels labels) {
    Labels kept = labels;
    for (int i = 0; i < labels.size(); i++) {
      if (labels.value(i).isEmpty()) {
        kept = kept.without(labels.name(i));
      }
    }
    check(kept);
    return kept;
  }

  private static void check(Labels labels) {
    if (labels.isEmpty()) {
      throw refused("labels: none (expected: at least one with a value)");
    }
    if (labels.size() > MAX_LABELS) {
      throw refused("labels: " + labels.size() + " (expected: at most " + MAX_LABELS + ")");
    }
    for (int i = 0; i < labels.size(); i++) {
      checkLength("label name", labels.name(i), MAX_NAME_LENGTH);
      checkLength("value of label " + labels.name(i), labels.value(i), MAX_VALUE_LENGTH);
    }
  }

  private static void checkLength(String what, String text, int max) {
    if (text.length() > max) {
      String shown = text.substring(0, text.offsetByCodePoints(0, 32));
      throw refused(
          "%s: %s… of %d characters (expected: at most %d)"
              .formatted(what, shown, text.length(), max));
    }
  }

  private static StewardException refused(String message) {
    return new StewardException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
