package dev.steward.query.promql.syntax;

/**
 * A place in a query.
 *
 * @param start offset of its first character, from 0
 * @param end offset after its last character
 */
public record Span(int start, int end) {
  /** From the start of this span to the end of another. */
  public Span to(Span other) {
    return new Span(start, other.end);
  }
}
