package dev.steward.query.logql.syntax;

import dev.steward.spi.model.GoQuoting;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.LineFilter;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One step that a line and its labels pass. */
public sealed interface Stage {
  /** Whether later stages may see another line than the stored one. */
  default boolean changesLine() {
    return false;
  }

  /**
   * Conditions on the line, of which at least one must hold; where the operator is negative, none
   * may hold.
   *
   * @param operator how the line is compared
   * @param operands what it is compared with, at least one
   */
  record LineMatch(LineOperator operator, List<LineOperand> operands) implements Stage {
    /** Copies the list. */
    public LineMatch {
      Objects.requireNonNull(operator, "operator");
      operands = List.copyOf(operands);
    }

    /** The condition as a store takes it. */
    public LineFilter toFilter() {
      List<LineFilter> filters =
          operands.stream().map(operand -> operand.toFilter(operator)).toList();
      LineFilter any = filters.size() == 1 ? filters.getFirst() : new LineFilter.AnyOf(filters);
      return operator.negative() ? new LineFilter.Not(any) : any;
    }

    @Override
    public String toString() {
      return operator
          + " "
          + operands.stream().map(LineOperand::toString).collect(Collectors.joining(" or "));
    }
  }

  /**
   * Reads the line as JSON.
   *
   * @param extractions the labels wanted, or none for all fields
   */
  record Json(List<Extraction> extractions) implements Stage {
    /** Copies the list. */
    public Json {
      extractions = List.copyOf(extractions);
    }

    @Override
    public String toString() {
      return "| json" + Extraction.listText(extractions);
    }
  }

  /**
   * Reads the line as {@code name=value} pairs.
   *
   * @param strict whether a pair that is not well-formed fails the line
   * @param keepEmpty whether a name without a value becomes a label
   * @param extractions the labels wanted, or none for all pairs
   */
  record Logfmt(boolean strict, boolean keepEmpty, List<Extraction> extractions) implements Stage {
    /** Copies the list. */
    public Logfmt {
      extractions = List.copyOf(extractions);
    }

    @Override
    public String toString() {
      return "| logfmt"
          + (strict ? " --strict" : "")
          + (keepEmpty ? " --keep-empty" : "")
          + Extraction.listText(extractions);
    }
  }

  /**
   * Takes labels from the named groups of a regular expression.
   *
   * @param expression the expression
   */
  record Regexp(String expression) implements Stage {
    @Override
    public String toString() {
      return "| regexp " + GoQuoting.quote(expression);
    }
  }

  /**
   * Takes labels from the captures of a pattern.
   *
   * @param pattern the pattern, such as {@code <method> <_> <status>}
   */
  record Pattern(String pattern) implements Stage {
    @Override
    public String toString() {
      return "| pattern " + GoQuoting.quote(pattern);
    }
  }

  /** Undoes an agent's packing: a JSON object of labels with the line under {@code _entry}. */
  record Unpack() implements Stage {
    @Override
    public boolean changesLine() {
      return true;
    }

    @Override
    public String toString() {
      return "| unpack";
    }
  }

  /**
   * Replaces the line by a template's text.
   *
   * @param template the template
   */
  record LineFormat(String template) implements Stage {
    @Override
    public boolean changesLine() {
      return true;
    }

    @Override
    public String toString() {
      return "| line_format " + GoQuoting.quote(template);
    }
  }

  /**
   * Renames and sets labels.
   *
   * @param assignments what is set, in order
   */
  record LabelFormat(List<Assignment> assignments) implements Stage {
    /**
     * One label that is set.
     *
     * @param label the label
     * @param source the label whose value is moved, or null where a template gives the value
     * @param template the template, or null where a label is moved
     */
    public record Assignment(String label, @Nullable String source, @Nullable String template) {
      @Override
      public String toString() {
        return label + "=" + (template == null ? source : GoQuoting.quote(template));
      }
    }

    /** Copies the list. */
    public LabelFormat {
      assignments = List.copyOf(assignments);
    }

    @Override
    public String toString() {
      return "| label_format "
          + assignments.stream().map(Assignment::toString).collect(Collectors.joining(","));
    }
  }

  /** Takes terminal colour sequences out of the line. */
  record Decolorize() implements Stage {
    @Override
    public boolean changesLine() {
      return true;
    }

    @Override
    public String toString() {
      return "| decolorize";
    }
  }

  /**
   * Removes labels.
   *
   * @param labels which
   */
  record Drop(List<LabelChoice> labels) implements Stage {
    /** Copies the list. */
    public Drop {
      labels = List.copyOf(labels);
    }

    @Override
    public String toString() {
      return "| drop " + LabelChoice.listText(labels);
    }
  }

  /**
   * Removes all other labels.
   *
   * @param labels which stay
   */
  record Keep(List<LabelChoice> labels) implements Stage {
    /** Copies the list. */
    public Keep {
      labels = List.copyOf(labels);
    }

    @Override
    public String toString() {
      return "| keep " + LabelChoice.listText(labels);
    }
  }

  /**
   * Passes only lines whose labels fulfil a condition.
   *
   * @param condition the condition
   */
  record LabelFilter(LabelCondition condition) implements Stage {
    @Override
    public String toString() {
      return "| " + condition;
    }
  }

  /**
   * A label of {@code drop} and {@code keep}: by name alone, or only where its value matches.
   *
   * @param name the label
   * @param matcher what its value must fulfil, or null
   */
  record LabelChoice(String name, @Nullable LabelMatcher matcher) {
    static String listText(List<LabelChoice> choices) {
      return choices.stream().map(LabelChoice::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
      return matcher == null ? name : matcher.toString();
    }
  }
}
