package dev.steward.query.template;

import java.util.Objects;

/**
 * Text that is HTML already: a template that escapes what it writes leaves it as it is.
 *
 * @param text the HTML
 */
public record SafeHtml(String text) {
  /** Checks that it is there. */
  public SafeHtml {
    Objects.requireNonNull(text, "text");
  }

  @Override
  public String toString() {
    return text;
  }
}
