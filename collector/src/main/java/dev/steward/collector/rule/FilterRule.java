package dev.steward.collector.rule;

import dev.steward.spi.text.Regex;

/**
 * Leaves lines out by their text.
 *
 * @param expression what is looked for in the text
 * @param keeping whether the lines that hold it are kept, and not the others
 */
record FilterRule(Regex expression, boolean keeping) implements Rule {
  @Override
  public boolean apply(LineDraft line) {
    return expression.find(line.line()) == keeping;
  }
}
