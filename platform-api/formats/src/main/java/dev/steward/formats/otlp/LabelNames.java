package dev.steward.formats.otlp;

/**
 * Names of labels and metrics as Prometheus and Loki write OpenTelemetry's: what is no letter,
 * digit or underscore becomes an underscore. Source: {@code prometheus/otlptranslator}.
 */
final class LabelNames {
  private LabelNames() {}

  /**
   * The label of an attribute; it starts with {@code key} where its first character could not stand
   * there, unless it starts with two underscores. Empty where nothing but underscores is left.
   */
  static String of(String attribute) {
    StringBuilder name = new StringBuilder(attribute.length() + 4);
    for (int i = 0; i < attribute.length(); i = attribute.offsetByCodePoints(i, 1)) {
      int c = attribute.codePointAt(i);
      name.append(isLetterOrDigit(c) ? (char) c : '_');
    }
    if (name.isEmpty()) {
      return "";
    }
    char first = name.charAt(0);
    if (first >= '0' && first <= '9') {
      name.insert(0, "key_");
    } else if (first == '_' && (name.length() == 1 || name.charAt(1) != '_')) {
      name.insert(0, "key");
    }
    String label = name.toString();
    return label.equals(attribute) || label.chars().anyMatch(c -> c != '_') ? label : "";
  }

  static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
