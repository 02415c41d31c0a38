package dev.steward.query.logql.syntax;

import dev.steward.query.logql.syntax.Token.Type;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.select.AddressRange;

/**
 * Reads the condition of a label filter. {@code and}, a comma and a blank all mean and, which binds
 * tighter than {@code or}.
 */
final class LabelConditionParser {
  private final TokenStream tokens;
  private int depth;
  private int conditions;

  LabelConditionParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  LabelCondition condition() {
    LabelCondition left = conjunction();
    while (tokens.take("or")) {
      left = new LabelCondition.Or(left, conjunction());
    }
    return left;
  }

  private LabelCondition conjunction() {
    LabelCondition left = single();
    while (true) {
      if (tokens.take("and") || tokens.take(",")) {
        left = new LabelCondition.And(left, single());
      } else if (tokens.isNext(Type.IDENTIFIER) || tokens.isNext("(")) {
        left = new LabelCondition.And(left, single());
      } else {
        return left;
      }
    }
  }

  private LabelCondition single() {
    if (tokens.isNext("(")) {
      if (++depth > LogqlParser.MAX_DEPTH) {
        throw tokens.error(tokens.peek(), "conditions are nested too deeply");
      }
      tokens.next();
      LabelCondition inside = condition();
      tokens.expect(")");
      depth--;
      return inside;
    }
    if (++conditions > LogqlParser.MAX_OPERATORS) {
      throw tokens.error(
          tokens.peek(), "too many conditions (limit: " + LogqlParser.MAX_OPERATORS + ")");
    }
    String label = tokens.expect(Type.IDENTIFIER).text();
    Token operator = tokens.next();
    return switch (operator.shown()) {
      case "=", "!=" -> equality(label, operator);
      case "=~", "!~" -> new LabelCondition.Text(LogParser.matcher(tokens, label, operator));
      case "==" -> amount(label, Comparison.EQUAL);
      case ">" -> amount(label, Comparison.GREATER);
      case ">=" -> amount(label, Comparison.GREATER_OR_EQUAL);
      case "<" -> amount(label, Comparison.LESS);
      case "<=" -> amount(label, Comparison.LESS_OR_EQUAL);
      default -> throw tokens.error(operator, "syntax error: unexpected " + operator.shown());
    };
  }

  private LabelCondition equality(String label, Token operator) {
    boolean negated = operator.is("!=");
    if (tokens.isNext(Type.STRING)) {
      return new LabelCondition.Text(LogParser.matcher(tokens, label, operator));
    }
    if (tokens.take("ip")) {
      tokens.expect("(");
      Token range = tokens.expect(Type.STRING);
      tokens.expect(")");
      try {
        AddressRange.parse(range.text());
      } catch (StewardException e) {
        throw tokens.error(range, Addresses.withPrefix(true, e));
      }
      return new LabelCondition.Address(label, negated, range.text());
    }
    return amount(label, negated ? Comparison.NOT_EQUAL : Comparison.EQUAL);
  }

  private LabelCondition amount(String label, Comparison comparison) {
    Token operand = tokens.peek();
    return switch (operand.type()) {
      case DURATION -> {
        tokens.next();
        yield new LabelCondition.Duration(label, comparison, operand.amount());
      }
      case BYTES -> {
        tokens.next();
        yield new LabelCondition.Bytes(label, comparison, operand.amount());
      }
      case NUMBER, SYMBOL -> {
        if (operand.type() == Type.SYMBOL && !operand.is("-") && !operand.is("+")) {
          throw tokens.unexpected("BYTES", "NUMBER", "DURATION");
        }
        yield new LabelCondition.Number(label, comparison, tokens.expectSignedNumber());
      }
      case IDENTIFIER, STRING, RANGE, FLAG, KEYWORD, END ->
          throw tokens.unexpected("BYTES", "NUMBER", "DURATION");
    };
  }
}
