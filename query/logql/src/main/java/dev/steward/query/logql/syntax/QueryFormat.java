package dev.steward.query.logql.syntax;

import dev.steward.query.logql.syntax.MetricExpression.BinaryOperation;
import dev.steward.query.logql.syntax.MetricExpression.LabelReplace;
import dev.steward.query.logql.syntax.MetricExpression.RangeAggregation;
import dev.steward.query.logql.syntax.MetricExpression.Variants;
import dev.steward.query.logql.syntax.MetricExpression.VectorAggregation;
import dev.steward.query.logql.text.Durations;
import dev.steward.query.value.Grouping;
import dev.steward.spi.model.GoQuoting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays a query out for people: what fits into a hundred characters stays on one line, else each
 * argument, operand and stage has a line of its own. Source: Loki, {@code
 * pkg/logql/syntax/prettier}.
 */
public final class QueryFormat {
  private static final int MAX_LINE = 100;
  private static final String INDENT = "  ";

  private QueryFormat() {}

  /** The text of a query. */
  public static String of(Expression expression) {
    return at(expression, 0);
  }

  private static String at(Expression expression, int level) {
    String line = expression.toString();
    if (line.length() <= MAX_LINE) {
      return INDENT.repeat(level) + line;
    }
    return switch (expression) {
      case LogExpression logs -> logs(logs, level);
      case RangeAggregation range ->
          call(
                  range.operation().toString(),
                  level,
                  range.parameter() == null
                      ? List.of()
                      : List.of(new MetricExpression.Literal(range.parameter()).toString()),
                  List.of(range(range.range(), level + 1)))
              + grouping(range.grouping());
      case VectorAggregation vector ->
          call(
              vector.operation() + grouping(vector.grouping()),
              level,
              vector.parameter() == null ? List.of() : List.of(vector.parameter().toString()),
              List.of(at(vector.of(), level + 1)));
      case BinaryOperation binary ->
          at(binary.left(), level + 1)
              + "\n"
              + INDENT.repeat(level)
              + binary.operatorText()
              + "\n"
              + at(binary.right(), level + 1);
      case LabelReplace replace -> labelReplace(replace, level);
      case Variants variants ->
          call(
                  "variants",
                  level,
                  List.of(),
                  variants.variants().stream().map(variant -> at(variant, level + 1)).toList())
              + " of (\n"
              + range(variants.of(), level + 1)
              + "\n"
              + INDENT.repeat(level)
              + ")";
      case MetricExpression.Literal literal -> INDENT.repeat(level) + literal;
      case MetricExpression.Vector vector -> INDENT.repeat(level) + vector;
    };
  }

  /**
   * A function with each argument on a line.
   *
   * @param words arguments that are one word each
   * @param arguments arguments that are laid out already
   */
  private static String call(String name, int level, List<String> words, List<String> arguments) {
    List<String> lines = new ArrayList<>();
    words.forEach(word -> lines.add(INDENT.repeat(level + 1) + word));
    lines.addAll(arguments);
    String indent = INDENT.repeat(level);
    return indent + name + "(\n" + String.join(",\n", lines) + "\n" + indent + ")";
  }

  private static String labelReplace(LabelReplace replace, int level) {
    List<String> arguments = new ArrayList<>(List.of(at(replace.of(), level + 1)));
    for (String text :
        List.of(
            replace.destination(),
            replace.replacement(),
            replace.source(),
            replace.regex().source())) {
      arguments.add(INDENT.repeat(level + 1) + GoQuoting.quote(text));
    }
    return call("label_replace", level, List.of(), arguments);
  }

  private static String grouping(@Nullable Grouping grouping) {
    return grouping == null
        ? ""
        : (grouping.without() ? " without (" : " by (")
            + String.join(", ", grouping.labels())
            + ")";
  }

  private static String range(LogRange range, int level) {
    StringBuilder text = new StringBuilder(at(range.logs(), level));
    Unwrap unwrap = range.unwrap();
    if (unwrap != null) {
      String indent = "\n" + INDENT.repeat(level + 1);
      text.append(indent).append(new Unwrap(unwrap.label(), unwrap.conversion(), List.of()));
      unwrap.filters().forEach(filter -> text.append(indent).append("| ").append(filter));
    }
    text.append(" [").append(Durations.prometheus(range.intervalNanos())).append(']');
    if (range.offsetNanos() != 0) {
      text.append(" offset ").append(Durations.prometheus(range.offsetNanos()));
    }
    return text.toString();
  }

  private static String logs(LogExpression logs, int level) {
    StringBuilder text = new StringBuilder(INDENT.repeat(level)).append(logs.selector());
    List<String> filters = new ArrayList<>();
    for (Stage stage : logs.stages()) {
      if (stage instanceof Stage.LineMatch) {
        filters.add(stage.toString());
        continue;
      }
      appendFilters(text, filters, level + 1);
      text.append('\n').append(INDENT.repeat(level + 1)).append(stage);
    }
    appendFilters(text, filters, level + 1);
    return text.toString();
  }

  /** Line filters in a row share a line as far as they fit. */
  private static void appendFilters(StringBuilder text, List<String> filters, int level) {
    int together = filters.size();
    while (together > 1 && String.join(" ", filters.subList(0, together)).length() > MAX_LINE) {
      together--;
    }
    if (together > 0) {
      text.append('\n').append(INDENT.repeat(level));
      text.append(String.join(" ", filters.subList(0, together)));
    }
    for (int i = together; i < filters.size(); i++) {
      text.append('\n').append(INDENT.repeat(level)).append(filters.get(i));
    }
    filters.clear();
  }
}
