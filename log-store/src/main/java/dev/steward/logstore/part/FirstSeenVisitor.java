package dev.steward.logstore.part;

import dev.steward.logstore.template.Template;

/**
 * Hears when services first showed templates, one after the other; the same pair may come again.
 */
@FunctionalInterface
public interface FirstSeenVisitor {
  /** Hears of one; {@code time} is in nanoseconds since the Unix epoch. */
  void seen(String service, Template template, long time);
}
