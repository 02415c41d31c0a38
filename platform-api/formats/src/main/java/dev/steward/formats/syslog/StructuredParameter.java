package dev.steward.formats.syslog;

import java.util.Objects;

/**
 * A name and a value that a message carries beside its text: a parameter of structured data, or
 * what a relay or a device wrote before the header.
 *
 * @param element SD-ID of the element it stands in; empty for what is not structured data
 * @param name name of the parameter; empty for an element without parameters
 * @param value its value, without escapes
 */
public record StructuredParameter(String element, String name, String value) {
  /** Checks that nothing is missing. */
  public StructuredParameter {
    Objects.requireNonNull(element, "element");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }
}
