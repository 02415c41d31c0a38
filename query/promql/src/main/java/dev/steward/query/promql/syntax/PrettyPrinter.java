package dev.steward.query.promql.syntax;

import java.util.List;
import java.util.stream.Collectors;

/** Expressions as text that breaks where a line would be longer than a hundred characters. */
public final class PrettyPrinter {
  private static final int MAX_LINE = 100;
  private static final String INDENT = "  ";

  private PrettyPrinter() {}

  /** An expression as text. */
  public static String format(Expr expr) {
    return format(expr, 0);
  }

  private static String format(Expr expr, int level) {
    String line = expr.toString();
    String indent = INDENT.repeat(level);
    if (line.length() <= MAX_LINE) {
      return indent + line;
    }
    return switch (expr) {
      case Expr.Aggregation aggregation ->
          indent
              + Printer.aggregation(aggregation)
              + "(\n"
              + joined(aggregation.children(), level + 1)
              + "\n"
              + indent
              + ")";
      case Expr.Call call ->
          indent
              + call.function().name()
              + "(\n"
              + joined(call.arguments(), level + 1)
              + "\n"
              + indent
              + ")";
      case Expr.Binary binary ->
          format(binary.left(), level + 1)
              + "\n"
              + indent
              + binary.operator()
              + Printer.matching(binary)
              + "\n"
              + format(binary.right(), level + 1);
      case Expr.Parenthesised inner ->
          indent + "(\n" + format(inner.inner(), level + 1) + "\n" + indent + ")";
      case Expr.Unary unary ->
          indent + (unary.negative() ? "-" : "+") + format(unary.operand(), level).strip();
      case Expr.Subquery subquery ->
          format(subquery.inner(), level) + line.substring(subquery.inner().toString().length());
      case Expr.NumberLiteral number -> indent + line;
      case Expr.StringLiteral text -> indent + line;
      case Expr.VectorSelector selector -> indent + line;
      case Expr.MatrixSelector matrix -> indent + line;
    };
  }

  private static String joined(List<Expr> parts, int level) {
    return parts.stream().map(part -> format(part, level)).collect(Collectors.joining(",\n"));
  }
}
