package dev.steward.query.logql.pipeline;

/** Names of labels made from names in lines. */
public final class LabelNames {
  private LabelNames() {}

  /**
   * The name as a label may be called: what is no letter, digit or underscore becomes an
   * underscore, and one stands before a leading digit. Empty where the name is blank.
   */
  public static String sanitized(String name) {
    String trimmed = name.strip();
    if (trimmed.isEmpty() || isValid(trimmed)) {
      return trimmed;
    }
    StringBuilder label = new StringBuilder(trimmed.length() + 1);
    appendSanitized(label, trimmed);
    char first = label.charAt(0);
    return first >= '0' && first <= '9' ? "_" + label : label.toString();
  }

  /** Appends a part of a name, without regard to a leading digit. */
  static void appendSanitized(StringBuilder label, String name) {
    name.codePoints().forEach(rune -> label.append(isNamePart(rune) ? (char) rune : '_'));
  }

  private static boolean isValid(String name) {
    char first = name.charAt(0);
    if (first >= '0' && first <= '9') {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (!isNamePart(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNamePart(int rune) {
    return (rune >= 'a' && rune <= 'z')
        || (rune >= 'A' && rune <= 'Z')
        || (rune >= '0' && rune <= '9')
        || rune == '_';
  }
}
