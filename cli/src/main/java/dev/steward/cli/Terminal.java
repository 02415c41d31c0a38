package dev.steward.cli;

/** What is known of the terminal that a command writes to. */
final class Terminal {
  private static final int DEFAULT_COLUMNS = 100;
  private static final int MIN_COLUMNS = 40;
  private static final int MAX_COLUMNS = 240;

  private Terminal() {}

  /** How wide it is; shells say so in {@code COLUMNS} if they are asked to. */
  static int columns() {
    try {
      String columns = System.getenv("COLUMNS");
      return columns == null
          ? DEFAULT_COLUMNS
          : Math.clamp(Integer.parseInt(columns), MIN_COLUMNS, MAX_COLUMNS);
    } catch (NumberFormatException e) {
      return DEFAULT_COLUMNS;
    }
  }

  /** Whether it is one, and shows colours. */
  static boolean hasColours() {
    return System.getenv("NO_COLOR") == null
        && !"dumb".equals(System.getenv("TERM"))
        && System.console() != null
        && System.console().isTerminal();
  }
}
