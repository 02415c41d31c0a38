package dev.steward.query.template;

import dev.steward.query.template.TemplateToken.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Reads the words of commands: constants, fields, variables, calls, values in parentheses. */
final class OperandParser {
  private final ActionTokens tokens;
  private final Functions functions;
  private final ActionParser actions;

  OperandParser(ActionTokens tokens, Functions functions, ActionParser actions) {
    this.tokens = tokens;
    this.functions = functions;
    this.actions = actions;
  }

  /** A value and the fields that follow it at once. */
  Node.Operand word(String context) {
    Node.Operand operand = term(context);
    List<String> fields = new ArrayList<>();
    while (tokens.peek().type() == Type.FIELD) {
      fields.add(tokens.next().text().substring(1));
    }
    if (fields.isEmpty()) {
      return operand;
    }
    int position = operand.position();
    String text = operand.text() + "." + String.join(".", fields);
    return switch (operand) {
      case Node.Field field -> {
        List<String> all = new ArrayList<>(field.fields());
        all.addAll(fields);
        yield new Node.Field(position, text, all);
      }
      case Node.Variable variable -> new Node.Variable(position, text, variable.name(), fields);
      case Node.Nested nested -> new Node.Chain(position, text, nested, fields);
      case Node.Name name -> new Node.Chain(position, text, name, fields);
      case Node.Constant constant -> throw unexpectedAfter(fields, constant);
      case Node.Dot dot -> throw unexpectedAfter(fields, dot);
      case Node.Nil nil -> throw unexpectedAfter(fields, nil);
      case Node.Chain chain -> throw unexpectedAfter(fields, chain);
    };
  }

  private TemplateException unexpectedAfter(List<String> fields, Node.Operand operand) {
    return tokens.error(
        "unexpected ." + fields.getFirst() + " after term \"" + operand.text() + "\"");
  }

  private Node.Operand term(String context) {
    TemplateToken token = tokens.peek();
    int position = token.position();
    String text = token.text();
    return switch (token.type()) {
      case IDENTIFIER -> identifier(token);
      case FIELD -> taken(new Node.Field(position, text, List.of(text.substring(1))));
      case VARIABLE -> {
        actions.requireVariable(text);
        yield taken(new Node.Variable(position, text, text, List.of()));
      }
      case DOT -> taken(new Node.Dot(position, text));
      case NUMBER -> taken(new Node.Constant(position, text, number(text)));
      case CHARACTER -> taken(new Node.Constant(position, text, character(text)));
      case STRING, RAW_STRING -> taken(new Node.Constant(position, text, tokens.text(token)));
      case LEFT_PARENTHESIS -> nested(position);
      case TEXT,
          LEFT_DELIMITER,
          RIGHT_DELIMITER,
          PIPE,
          DECLARE,
          ASSIGN,
          COMMA,
          RIGHT_PARENTHESIS,
          SPACE,
          END ->
          throw tokens.unexpected(context);
    };
  }

  private Node.Operand taken(Node.Operand operand) {
    tokens.next();
    return operand;
  }

  private Object number(String text) {
    Object number = NumberText.parse(text);
    if (number == null) {
      throw tokens.error("bad number syntax: \"" + text + "\"");
    }
    return number;
  }

  private Object character(String text) {
    OptionalInt rune = GoText.rune(text);
    if (rune.isEmpty()) {
      throw tokens.error("malformed character constant: " + text);
    }
    return (long) rune.getAsInt();
  }

  private Node.Operand nested(int position) {
    tokens.next();
    Node.Pipeline pipeline =
        actions.pipelineUpTo(Type.RIGHT_PARENTHESIS, "parenthesized pipeline", false);
    int end = tokens.next().position() + 1;
    return new Node.Nested(position, tokens.written(position, end), pipeline);
  }

  private Node.Operand identifier(TemplateToken token) {
    String text = token.text();
    int position = token.position();
    return switch (text) {
      case "true" -> taken(new Node.Constant(position, text, true));
      case "false" -> taken(new Node.Constant(position, text, false));
      case "nil" -> taken(new Node.Nil(position, text));
      default -> {
        if (functions.named(text) == null) {
          throw tokens.error("function \"" + text + "\" not defined");
        }
        yield taken(new Node.Name(position, text));
      }
    };
  }
}
