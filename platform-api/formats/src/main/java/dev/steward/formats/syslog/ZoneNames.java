package dev.steward.formats.syslog;

import java.util.Map;

/**
 * Zone abbreviations that devices write after a stamp. Where a name means several zones, the one
 * that network equipment uses by default.
 */
final class ZoneNames {
  private static final Map<String, Integer> MINUTES =
      Map.ofEntries(
          Map.entry("Z", 0),
          Map.entry("UTC", 0),
          Map.entry("GMT", 0),
          Map.entry("WET", 0),
          Map.entry("WEST", 60),
          Map.entry("BST", 60),
          Map.entry("CET", 60),
          Map.entry("MET", 60),
          Map.entry("CEST", 120),
          Map.entry("MEST", 120),
          Map.entry("EET", 120),
          Map.entry("SAST", 120),
          Map.entry("EEST", 180),
          Map.entry("MSK", 180),
          Map.entry("IST", 330),
          Map.entry("SGT", 480),
          Map.entry("HKT", 480),
          Map.entry("AWST", 480),
          Map.entry("JST", 540),
          Map.entry("KST", 540),
          Map.entry("AEST", 600),
          Map.entry("AEDT", 660),
          Map.entry("NZST", 720),
          Map.entry("NZDT", 780),
          Map.entry("BRT", -180),
          Map.entry("AST", -240),
          Map.entry("ADT", -180),
          Map.entry("EST", -300),
          Map.entry("EDT", -240),
          Map.entry("CST", -360),
          Map.entry("CDT", -300),
          Map.entry("MST", -420),
          Map.entry("MDT", -360),
          Map.entry("PST", -480),
          Map.entry("PDT", -420),
          Map.entry("AKST", -540),
          Map.entry("AKDT", -480),
          Map.entry("HST", -600));

  static final int MAX_LENGTH = 4;

  /** What {@link #minutes} answers for a word that names no zone. */
  static final int NONE = Integer.MIN_VALUE;

  private ZoneNames() {}

  /** Minutes east of Greenwich. */
  static int minutes(String name) {
    return MINUTES.getOrDefault(name, NONE);
  }
}
