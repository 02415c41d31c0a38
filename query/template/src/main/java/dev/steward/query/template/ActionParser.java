package dev.steward.query.template;

import dev.steward.query.template.TemplateToken.Type;
import java.util.ArrayList;
import java.util.List;

/** Reads what stands in actions: pipelines and commands. Knows which variables are in sight. */
final class ActionParser {
  private static final int MAX_DEPTH = 200;

  private final ActionTokens tokens;
  private final OperandParser operands;
  private final List<String> variables = new ArrayList<>(List.of("$"));
  private int depth;

  ActionParser(ActionTokens tokens, Functions functions) {
    this.tokens = tokens;
    this.operands = new OperandParser(tokens, functions, this);
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

  void requireVariable(String variable) {
    if (!variables.contains(variable)) {
      throw tokens.error("undefined variable \"" + variable + "\"");
    }
  }

  /** A pipeline up to the action's end. */
  Node.Pipeline pipeline(String context, boolean range) {
    Node.Pipeline pipeline = pipelineUpTo(Type.RIGHT_DELIMITER, context, range);
    tokens.next();
    return pipeline;
  }

  /** A pipeline up to a word, which stays. */
  Node.Pipeline pipelineUpTo(Type end, String context, boolean range) {
    if (++depth > MAX_DEPTH) {
      throw tokens.error("parentheses are nested too deeply");
    }
    tokens.skipBlanks();
    final int position = tokens.position();
    List<String> declared = new ArrayList<>();
    boolean assigns = declaration(declared, range);
    List<Node.Command> commands = new ArrayList<>();
    while (true) {
      tokens.skipBlanks();
      if (tokens.peek().type() == end) {
        if (commands.isEmpty()) {
          throw tokens.error("missing value for " + context);
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
   * Reads {@code $x :=}, {@code $x =} or {@code $i, $x :=} if one comes next; true for {@code =}.
   */
  private boolean declaration(List<String> declared, boolean range) {
    int start = tokens.mark();
    List<String> names = new ArrayList<>();
    while (tokens.peek().type() == Type.VARIABLE) {
      names.add(tokens.next().text());
      tokens.skipBlanks();
      Type next = tokens.peek().type();
      if (next == Type.DECLARE || next == Type.ASSIGN) {
        tokens.next();
        declared.addAll(names);
        if (next == Type.DECLARE) {
          variables.addAll(names);
        } else {
          names.forEach(this::requireVariable);
        }
        return next == Type.ASSIGN;
      }
      if (next != Type.COMMA) {
        break;
      }
      if (!range || names.size() == 2) {
        throw tokens.error("too many declarations in " + (range ? "range" : "command"));
      }
      tokens.next();
      tokens.skipBlanks();
    }
    tokens.backTo(start);
    return false;
  }

  /** A value that is no call can only stand first. */
  private void requireCallable(List<Node.Command> commands) {
    for (int i = 1; i < commands.size(); i++) {
      Node.Operand first = commands.get(i).words().getFirst();
      boolean callable =
          switch (first) {
            case Node.Constant ignored -> false;
            case Node.Dot ignored -> false;
            case Node.Nil ignored -> false;
            case Node.Name ignored -> true;
            case Node.Variable ignored -> true;
            case Node.Field ignored -> true;
            case Node.Chain ignored -> true;
            case Node.Nested ignored -> true;
          };
      if (!callable) {
        throw tokens.error(
            "non executable command in pipeline stage " + (i + 1) + ": " + first.text());
      }
    }
  }

  private Node.Command command(Type end, String context) {
    int position = tokens.position();
    List<Node.Operand> words = new ArrayList<>();
    while (true) {
      tokens.skipBlanks();
      Type type = tokens.peek().type();
      if (type == end) {
        break;
      }
      if (type == Type.PIPE) {
        tokens.next();
        tokens.skipBlanks();
        if (tokens.peek().type() == end) {
          throw tokens.error("missing value for " + context);
        }
        break;
      }
      words.add(operands.word(context));
    }
    if (words.isEmpty()) {
      throw tokens.error("empty command");
    }
    return new Node.Command(position, words);
  }
}
