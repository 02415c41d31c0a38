package dev.steward.spi.model;

/**
 * Lets equal text that comes again and again be held once: a fleet repeats few names and few values
 * in very many label sets.
 *
 * <p>A cache, not a pool: text that comes once costs nothing, and text that was pushed out is held
 * twice. Safe for any thread without a lock, since strings are safe to share through a race.
 */
final class RecentText {
  private static final int SLOTS = 1 << 14;
  private static final String[] RECENT = new String[SLOTS];

  private RecentText() {}

  /** Text that equals this one. */
  static String of(String text) {
    int hash = text.hashCode() * 0x9e3779b9 >>> 7;
    int first = hash & (SLOTS - 1);
    String known = RECENT[first];
    if (text.equals(known)) {
      return known;
    }
    int second = first ^ 1;
    String other = RECENT[second];
    if (text.equals(other)) {
      return other;
    }
    RECENT[known == null ? first : second] = text;
    return text;
  }
}
