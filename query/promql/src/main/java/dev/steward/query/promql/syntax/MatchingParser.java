package dev.steward.query.promql.syntax;

import dev.steward.query.value.BinaryOperator;
import dev.steward.query.value.VectorMatching;
import dev.steward.query.value.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what stands between an operator and its right side: bool, on, group_left, fill. */
final class MatchingParser {
  /**
   * The modifiers of an operator.
   *
   * @param explicit whether labels, a group or a fill were written
   */
  record Modifiers(boolean returnBool, VectorMatching matching, boolean explicit) {}

  private final TokenCursor tokens;
  private int lastEnd;

  MatchingParser(TokenCursor tokens) {
    this.tokens = tokens;
  }

  /** Where the list of labels that was read last ends. */
  int lastEnd() {
    return lastEnd;
  }

  Modifiers modifiers(BinaryOperator operator) {
    boolean returnBool = tokens.peek().isWord("bool");
    if (returnBool) {
      tokens.next();
    }
    boolean on = tokens.atCallOf("on");
    boolean explicit = on || tokens.atCallOf("ignoring");
    List<String> labels = List.of();
    List<String> include = List.of();
    Cardinality cardinality = operator.isSet() ? Cardinality.MANY_TO_MANY : Cardinality.ONE_TO_ONE;
    if (explicit) {
      tokens.next();
      labels = labels();
      Token group = tokens.peek();
      if (group.isWord("group_left") || group.isWord("group_right")) {
        tokens.next();
        if (operator.isSet()) {
          throw tokens.error(
              group.span(), "no grouping allowed for \"" + operator + "\" operation");
        }
        cardinality =
            group.isWord("group_left") ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
        include = tokens.at(TokenKind.LEFT_PARENTHESIS) ? labels() : List.of();
        requireApart(group, on, labels, include);
      }
    }
    return withFills(operator, returnBool, explicit, cardinality, on, labels, include);
  }

  private void requireApart(Token group, boolean on, List<String> labels, List<String> include) {
    for (String label : include) {
      if (on && labels.contains(label)) {
        throw tokens.error(
            group.span(),
            "label "
                + StringLiterals.quote(label)
                + " must not occur in ON and GROUP clause at once");
      }
    }
  }

  private Modifiers withFills(
      BinaryOperator operator,
      boolean returnBool,
      boolean explicit,
      Cardinality cardinality,
      boolean on,
      List<String> labels,
      List<String> include) {
    Double left = null;
    Double right = null;
    while (tokens.atCallOf("fill")
        || tokens.atCallOf("fill_left")
        || tokens.atCallOf("fill_right")) {
      Token word = tokens.next();
      if (operator.isSet()) {
        throw tokens.error(word.span(), "filling in missing series not allowed for set operators");
      }
      double value = fillValue();
      left = word.isWord("fill_right") ? left : Double.valueOf(value);
      right = word.isWord("fill_left") ? right : Double.valueOf(value);
    }
    VectorMatching matching = new VectorMatching(cardinality, on, labels, include, left, right);
    return new Modifiers(returnBool, matching, explicit || matching.fills());
  }

  private double fillValue() {
    tokens.expect(TokenKind.LEFT_PARENTHESIS, "fill modifier", "\"(\"");
    boolean negative = tokens.peek().isOperator("-");
    if (negative || tokens.peek().isOperator("+")) {
      tokens.next();
    }
    @Nullable Double value =
        tokens.at(TokenKind.NUMBER) ? Numbers.parse(tokens.peek().text()) : null;
    if (value == null) {
      throw tokens.unexpected("fill modifier", "number");
    }
    tokens.next();
    tokens.expect(TokenKind.RIGHT_PARENTHESIS, "fill modifier", "\")\"");
    return negative ? -value : value;
  }

  /** A list of label names in parentheses. */
  List<String> labels() {
    tokens.expect(TokenKind.LEFT_PARENTHESIS, "grouping opts", "\"(\"");
    List<String> labels = new ArrayList<>();
    while (!tokens.at(TokenKind.RIGHT_PARENTHESIS)) {
      labels.add(label());
      if (!tokens.takeIf(TokenKind.COMMA) && !tokens.at(TokenKind.RIGHT_PARENTHESIS)) {
        throw tokens.unexpected("grouping opts", "\",\" or \")\"");
      }
    }
    lastEnd = tokens.next().span().end();
    return labels;
  }

  private String label() {
    Token token = tokens.peek();
    String name = null;
    if (token.is(TokenKind.IDENTIFIER) && token.text().indexOf(':') < 0) {
      name = token.text();
    } else if (token.is(TokenKind.STRING)) {
      name = tokens.text(token);
    } else if (token.is(TokenKind.NUMBER) && Character.isLetter(token.text().charAt(0))) {
      name = token.text();
    }
    if (name == null) {
      throw tokens.unexpected("grouping opts", "label");
    }
    if (name.isEmpty() || !StringLiterals.isValidText(name)) {
      throw tokens.error(
          token.span(), "invalid label name for grouping: " + StringLiterals.quote(name));
    }
    tokens.next();
    return name;
  }
}
