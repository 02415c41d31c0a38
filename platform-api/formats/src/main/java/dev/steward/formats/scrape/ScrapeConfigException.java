package dev.steward.formats.scrape;

/** A configuration of scrapes that is wrong; the message names the place and what is expected. */
public final class ScrapeConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  ScrapeConfigException(String place, String value, String expected) {
    super(place + ": " + value + " (expected: " + expected + ")");
  }
}
