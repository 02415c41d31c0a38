package dev.steward.spi.text;

/**
 * Writes an expression for {@link java.util.regex.Pattern}. Everything in which the dialects could
 * differ is spelled out: sets as ranges, places as look-around, groups by number.
 */
final class JdkDialect {
  private static final String WORD = "[0-9A-Za-z_]";

  private final StringBuilder text = new StringBuilder();

  private JdkDialect() {}

  static String of(RegexNode node) {
    JdkDialect dialect = new JdkDialect();
    dialect.write(node);
    return dialect.text.toString();
  }

  private void write(RegexNode node) {
    switch (node) {
      case RegexNode.Any any -> set(any.set());
      case RegexNode.Place place -> text.append(place(place));
      case RegexNode.Group group -> {
        text.append('(');
        write(group.part());
        text.append(')');
      }
      case RegexNode.Sequence sequence -> sequence.parts().forEach(this::write);
      case RegexNode.Choice choice -> {
        String separator = "(?:";
        for (RegexNode option : choice.options()) {
          text.append(separator);
          write(option);
          separator = "|";
        }
        text.append(')');
      }
      case RegexNode.Repeat repeat -> {
        text.append("(?:");
        write(repeat.part());
        text.append("){").append(repeat.min()).append(',');
        if (repeat.max() != RegexNode.Repeat.UNLIMITED) {
          text.append(repeat.max());
        }
        text.append('}').append(repeat.greedy() ? "" : "?");
      }
    }
  }

  private void set(RuneSet set) {
    int single = set.single();
    if (set.isEmpty()) {
      text.append("(?!)");
    } else if (single >= 0) {
      boolean plain = single < 0x80 && Character.isLetterOrDigit(single);
      text.append(plain ? Character.toString(single) : "\\x{" + Integer.toHexString(single) + "}");
    } else {
      text.append(set);
    }
  }

  private static String place(RegexNode.Place place) {
    return switch (place) {
      case TEXT_START -> "\\A";
      case TEXT_END -> "\\z";
      case LINE_START -> "(?:\\A|(?<=\\n))";
      case LINE_END -> "(?=\\n|\\z)";
      case WORD_BOUNDARY ->
          "(?:(?<=" + WORD + ")(?!" + WORD + ")|(?<!" + WORD + ")(?=" + WORD + "))";
      case NO_WORD_BOUNDARY ->
          "(?:(?<=" + WORD + ")(?=" + WORD + ")|(?<!" + WORD + ")(?!" + WORD + "))";
    };
  }
}
