package dev.steward.query.logql.syntax;

import dev.steward.query.logql.text.Durations;
import dev.steward.query.value.FloatText;
import dev.steward.spi.model.GoQuoting;
import dev.steward.spi.select.LabelMatcher;

/** A condition on labels, as a label filter states it. */
public sealed interface LabelCondition {
  /**
   * A label's value compared as text. A missing label counts as empty.
   *
   * @param matcher the comparison
   */
  record Text(LabelMatcher matcher) implements LabelCondition {
    @Override
    public String toString() {
      return matcher.toString();
    }
  }

  /**
   * A label's value compared as a number.
   *
   * @param label the label
   * @param comparison how
   * @param operand with what
   */
  record Number(String label, Comparison comparison, double operand) implements LabelCondition {
    @Override
    public String toString() {
      return label + comparison + FloatText.plain(operand);
    }
  }

  /**
   * A label's value compared as a duration.
   *
   * @param label the label
   * @param comparison how
   * @param nanos with what, nanoseconds
   */
  record Duration(String label, Comparison comparison, long nanos) implements LabelCondition {
    @Override
    public String toString() {
      return label + comparison + Durations.go(nanos);
    }
  }

  /**
   * A label's value compared as an amount of bytes.
   *
   * @param label the label
   * @param comparison how
   * @param bytes with what
   */
  record Bytes(String label, Comparison comparison, long bytes) implements LabelCondition {
    @Override
    public String toString() {
      return label + comparison + bytes + "B";
    }
  }

  /**
   * Whether an address of a range stands in a label's value.
   *
   * @param label the label
   * @param negated whether none may stand there
   * @param range the range as it was written
   */
  record Address(String label, boolean negated, String range) implements LabelCondition {
    @Override
    public String toString() {
      return label + (negated ? "!=" : "=") + "ip(" + GoQuoting.quote(range) + ")";
    }
  }

  /**
   * Both conditions hold.
   *
   * @param left asked first
   * @param right asked always
   */
  record And(LabelCondition left, LabelCondition right) implements LabelCondition {
    @Override
    public String toString() {
      return "( " + left + " , " + right + " )";
    }
  }

  /**
   * At least one condition holds.
   *
   * @param left asked first
   * @param right asked only where the first does not hold
   */
  record Or(LabelCondition left, LabelCondition right) implements LabelCondition {
    @Override
    public String toString() {
      return "( " + left + " or " + right + " )";
    }
  }
}
