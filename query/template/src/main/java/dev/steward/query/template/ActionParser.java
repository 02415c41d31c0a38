package dev.steward.query.template;

import dev.steward.query.template.TemplateToken.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Reads what stands in actions: pipelines, commands and their words. For one template. */
final class ActionParser {
  private static final int MAX_DEPTH = 200;

  private final String name;
  private final String source;
  private final Functions functions;
  private final List<TemplateToken> tokens;
  private final List<String> variables = new ArrayList<>(List.of("$"));
  private int at;
  private int depth;

  ActionParser(String name, String source, Functions functions) {
    this.name = name;
    this.source = source;
    this.functions = functions;
    this.tokens = TemplateLexer.tokens(name, source);
  }

  TemplateToken nextToken() {
    return tokens.get(at < tokens.size() - 1 ? at++ : at);
  }

  private TemplateToken peek() {
    return tokens.get(at);
  }

  int position() {
    return peek().position();
  }

  void skipBlanks() {
    while (peek().type() == Type.SPACE) {
      at++;
    }
  }

  /** The identifier that comes next, or the empty text. */
  String keywordAhead() {
    return peek().type() == Type.IDENTIFIER ? peek().text() : "";
  }

  boolean isAtActionEnd() {
    return peek().type() == Type.RIGHT_DELIMITER;
  }

  TemplateException error(String problem) {
    return TemplateException.malformed(
        name, TemplateLexer.lineOf(source, peek().position()), problem);
  }

  private TemplateException unexpected(String context) {
    return error("unexpected " + shown(peek()) + " in " + context);
  }

  private static String shown(TemplateToken token) {
    return token.type() == Type.END ? "EOF" : "\"" + token.text() + "\"";
  }

  void expectEnd(String context) {
    skipBlanks();
    if (!isAtActionEnd()) {
      throw unexpected(context);
    }
    nextToken();
  }

  String templateName(String context) {
    skipBlanks();
    TemplateToken token = peek();
    if (token.type() != Type.STRING && token.type() != Type.RAW_STRING) {
      throw unexpected(context);
    }
    nextToken();
    return text(token);
  }

  int variableCount() {
    return variables.size();
  }

  void forgetVariables(int count) {
    while (variables.size() > count) {
      variables.removeLast();
    }
  }

  /** Hides all variables but {@code $}; gives them for {@link #showVariables}. */
  List<String> hideVariables() {
    List<String> outside = List.copyOf(variables);
    forgetVariables(1);
    return outside;
  }

  void showVariables(List<String> outside) {
    variables.clear();
    variables.addAll(outside);
  }

  /** A pipeline up to the action's end. */
  Node.Pipeline pipeline(String context, boolean range) {
    Node.Pipeline pipeline = pipelineUpTo(Type.RIGHT_DELIMITER, context, range);
    nextToken();
    return pipeline;
  }

  private Node.Pipeline pipelineUpTo(Type end, String context, boolean range) {
    if (++depth > MAX_DEPTH) {
      throw error("parentheses are nested too deeply");
    }
    skipBlanks();
    final int position = peek().position();
    List<String> declared = new ArrayList<>();
    boolean assigns = declaration(declared, range);
    List<Node.Command> commands = new ArrayList<>();
    while (true) {
      skipBlanks();
      if (peek().type() == end) {
        if (commands.isEmpty()) {
          throw error("missing value for " + context);
        }
        break;
      }
      commands.add(command(end, context));
    }
    requireCallable(commands);
    depth--;
    return new Node.Pipeline(position, declared, assigns, commands);
  }

  /**
   * Reads {@code $x :=}, {@code $x =} or {@code $i, $x :=} if one comes next; true for the second.
   */
  private boolean declaration(List<String> declared, boolean range) {
    int start = at;
    List<String> names = new ArrayList<>();
    while (peek().type() == Type.VARIABLE) {
      names.add(nextToken().text());
      skipBlanks();
      Type next = peek().type();
      if (next == Type.DECLARE || next == Type.ASSIGN) {
        nextToken();
        declared.addAll(names);
        if (next == Type.DECLARE) {
          variables.addAll(names);
        } else {
          names.forEach(this::requireVariable);
        }
        return next == Type.ASSIGN;
      }
      if (next != Type.COMMA || !range || names.size() == 2) {
        if (next == Type.COMMA) {
          throw error("too many declarations in " + (range ? "range" : "command"));
        }
        break;
      }
      nextToken();
      skipBlanks();
    }
    at = start;
    return false;
  }

  private void requireVariable(String variable) {
    if (!variables.contains(variable)) {
      throw error("undefined variable \"" + variable + "\"");
    }
  }

  /** A value that is no call can only stand first. */
  private void requireCallable(List<Node.Command> commands) {
    for (int i = 1; i < commands.size(); i++) {
      Node.Operand first = commands.get(i).words().getFirst();
      switch (first) {
        case Node.Constant constant -> throw notExecutable(constant, i);
        case Node.Dot dot -> throw notExecutable(dot, i);
        case Node.Nil nil -> throw notExecutable(nil, i);
        case Node.Name ignored -> {}
        case Node.Variable ignored -> {}
        case Node.Field ignored -> {}
        case Node.Chain ignored -> {}
        case Node.Nested ignored -> {}
      }
    }
  }

  private TemplateException notExecutable(Node.Operand operand, int index) {
    return error("non executable command in pipeline stage " + (index + 1) + ": " + operand.text());
  }

  private Node.Command command(Type end, String context) {
    int position = peek().position();
    List<Node.Operand> words = new ArrayList<>();
    while (true) {
      skipBlanks();
      Type type = peek().type();
      if (type == end) {
        break;
      }
      if (type == Type.PIPE) {
        nextToken();
        skipBlanks();
        if (peek().type() == end) {
          throw error("missing value for " + context);
        }
        break;
      }
      words.add(word(context));
    }
    if (words.isEmpty()) {
      throw error("empty command");
    }
    return new Node.Command(position, words);
  }

  private Node.Operand word(String context) {
    Node.Operand operand = term(context);
    List<String> fields = new ArrayList<>();
    while (peek().type() == Type.FIELD) {
      fields.add(nextToken().text().substring(1));
    }
    if (fields.isEmpty()) {
      return operand;
    }
    String text = operand.text() + "." + String.join(".", fields);
    return switch (operand) {
      case Node.Field field -> {
        List<String> all = new ArrayList<>(field.fields());
        all.addAll(fields);
        yield new Node.Field(field.position(), text, all);
      }
      case Node.Variable variable ->
          new Node.Variable(variable.position(), text, variable.name(), fields);
      case Node.Nested nested -> new Node.Chain(nested.position(), text, nested, fields);
      case Node.Name name -> new Node.Chain(name.position(), text, name, fields);
      case Node.Constant constant -> throw unexpectedAfter(fields, constant);
      case Node.Dot dot -> throw unexpectedAfter(fields, dot);
      case Node.Nil nil -> throw unexpectedAfter(fields, nil);
      case Node.Chain chain -> throw unexpectedAfter(fields, chain);
    };
  }

  private TemplateException unexpectedAfter(List<String> fields, Node.Operand operand) {
    return error("unexpected ." + fields.getFirst() + " after term \"" + operand.text() + "\"");
  }

  private Node.Operand term(String context) {
    TemplateToken token = peek();
    int position = token.position();
    String text = token.text();
    switch (token.type()) {
      case IDENTIFIER -> {
        return identifier(nextToken());
      }
      case FIELD -> {
        nextToken();
        return new Node.Field(position, text, List.of(text.substring(1)));
      }
      case VARIABLE -> {
        requireVariable(text);
        nextToken();
        return new Node.Variable(position, text, text, List.of());
      }
      case DOT -> {
        nextToken();
        return new Node.Dot(position, text);
      }
      case NUMBER -> {
        Object number = NumberText.parse(text);
        if (number == null) {
          throw error("bad number syntax: \"" + text + "\"");
        }
        nextToken();
        return new Node.Constant(position, text, number);
      }
      case CHARACTER -> {
        OptionalInt rune = GoText.rune(text);
        if (rune.isEmpty()) {
          throw error("malformed character constant: " + text);
        }
        nextToken();
        return new Node.Constant(position, text, (long) rune.getAsInt());
      }
      case STRING, RAW_STRING -> {
        nextToken();
        return new Node.Constant(position, text, text(token));
      }
      case LEFT_PARENTHESIS -> {
        nextToken();
        Node.Pipeline pipeline =
            pipelineUpTo(Type.RIGHT_PARENTHESIS, "parenthesized pipeline", false);
        int end = nextToken().position() + 1;
        return new Node.Nested(position, source.substring(position, end), pipeline);
      }
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
          throw unexpected(context);
    }
    throw unexpected(context);
  }

  private Node.Operand identifier(TemplateToken token) {
    String text = token.text();
    return switch (text) {
      case "true" -> new Node.Constant(token.position(), text, true);
      case "false" -> new Node.Constant(token.position(), text, false);
      case "nil" -> new Node.Nil(token.position(), text);
      default -> {
        if (functions.named(text) == null) {
          at--;
          throw error("function \"" + text + "\" not defined");
        }
        yield new Node.Name(token.position(), text);
      }
    };
  }

  private String text(TemplateToken token) {
    String inside = token.text().substring(1, token.text().length() - 1);
    if (token.type() == Type.RAW_STRING) {
      return inside;
    }
    try {
      return GoText.unescaped(inside);
    } catch (IllegalArgumentException e) {
      throw error("invalid syntax");
    }
  }
}
