package dev.steward.query.template;

import dev.steward.query.template.TemplateToken.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads templates: the text's structure here, what stands in actions in {@link ActionParser}. */
final class TemplateParser {
  private static final int MAX_DEPTH = 200;
  private static final Set<String> BLOCK_ENDS = Set.of("end", "else");

  private final ActionTokens tokens;
  private final ActionParser actions;
  private final Map<String, List<Node>> templates = new HashMap<>();

  /** Number of variables in sight when each open block started. */
  private final Deque<Integer> scopes = new ArrayDeque<>();

  private int ranges;
  private int depth;

  /** Where the block just read ended: {@code end} or {@code else}. */
  private String ending = "";

  private TemplateParser(String name, String source, Functions functions) {
    this.tokens = new ActionTokens(name, source);
    this.actions = new ActionParser(tokens, functions);
  }

  /** The templates of a source, its own under its name. */
  static Map<String, List<Node>> parse(String name, String source, Functions functions) {
    TemplateParser parser = new TemplateParser(name, source, functions);
    List<Node> nodes = parser.list(true);
    parser.templates.put(name, nodes);
    return parser.templates;
  }

  /** Reads up to the end of the source, or to the action that ends a block. */
  private List<Node> list(boolean top) {
    if (++depth > MAX_DEPTH) {
      throw tokens.error("blocks are nested too deeply");
    }
    List<Node> nodes = new ArrayList<>();
    while (true) {
      TemplateToken token = tokens.next();
      if (token.type() == Type.END) {
        if (!top) {
          throw tokens.error("unexpected EOF");
        }
        depth--;
        return nodes;
      }
      if (token.type() == Type.TEXT) {
        nodes.add(new Node.Text(token.text()));
        continue;
      }
      tokens.skipBlanks();
      String word = tokens.keywordAhead();
      if (BLOCK_ENDS.contains(word)) {
        if (top) {
          throw tokens.error("unexpected {{" + word + "}}");
        }
        tokens.next();
        ending = word;
        depth--;
        return nodes;
      }
      action(word, top, nodes);
    }
  }

  private void action(String word, boolean top, List<Node> nodes) {
    switch (word) {
      case "if", "with", "range" -> {
        tokens.next();
        nodes.add(control(word));
      }
      case "define" -> {
        if (!top) {
          throw tokens.error("unexpected {{define}}");
        }
        tokens.next();
        define();
      }
      case "block" -> {
        tokens.next();
        nodes.add(block());
      }
      case "template" -> {
        tokens.next();
        nodes.add(call());
      }
      case "break", "continue" -> {
        int position = tokens.next().position();
        if (ranges == 0) {
          throw tokens.error("{{" + word + "}} outside {{range}}");
        }
        tokens.expectEnd(word);
        nodes.add(word.equals("break") ? new Node.Break(position) : new Node.Continue(position));
      }
      default -> nodes.add(new Node.Action(actions.pipeline("command", false)));
    }
  }

  private Node control(String kind) {
    scopes.push(actions.variableCount());
    boolean range = kind.equals("range");
    Node.Pipeline pipeline = actions.pipeline(kind, range);
    ranges += range ? 1 : 0;
    List<Node> body = list(false);
    ranges -= range ? 1 : 0;
    List<Node> otherwise = List.of();
    if (ending.equals("else")) {
      otherwise = otherwise(kind);
    } else {
      tokens.expectEnd("end");
    }
    actions.forgetVariables(scopes.pop());
    return switch (kind) {
      case "if" -> new Node.If(pipeline, body, otherwise);
      case "with" -> new Node.With(pipeline, body, otherwise);
      default -> new Node.Range(pipeline, body, otherwise);
    };
  }

  /** What follows {@code else}: another condition of the same kind, or a list. */
  private List<Node> otherwise(String kind) {
    tokens.skipBlanks();
    String word = tokens.keywordAhead();
    if (word.equals(kind) && !kind.equals("range")) {
      if (++depth > MAX_DEPTH) {
        throw tokens.error("blocks are nested too deeply");
      }
      tokens.next();
      List<Node> chained = List.of(control(kind));
      depth--;
      return chained;
    }
    tokens.expectEnd("else");
    List<Node> otherwise = list(false);
    if (!ending.equals("end")) {
      throw tokens.error("expected end; found {{else}}");
    }
    tokens.expectEnd("end");
    return otherwise;
  }

  private void define() {
    String defined = tokens.templateName("define clause");
    tokens.expectEnd("define clause");
    templates.put(defined, body());
  }

  private Node block() {
    int position = tokens.position();
    String defined = tokens.templateName("block clause");
    Node.Pipeline data = actions.pipeline("block clause", false);
    templates.put(defined, body());
    return new Node.Call(position, defined, data);
  }

  /** The body of a template of its own: the variables outside are not in sight. */
  private List<Node> body() {
    int outerRanges = ranges;
    ranges = 0;
    List<String> outside = actions.hideVariables();
    List<Node> nodes = list(false);
    if (!ending.equals("end")) {
      throw tokens.error("unexpected {{else}} in define clause");
    }
    tokens.expectEnd("end");
    actions.showVariables(outside);
    ranges = outerRanges;
    return nodes;
  }

  private Node call() {
    int position = tokens.position();
    String called = tokens.templateName("template clause");
    tokens.skipBlanks();
    Node.Pipeline data = tokens.isAtActionEnd() ? null : actions.pipeline("template clause", false);
    if (data == null) {
      tokens.expectEnd("template clause");
    }
    return new Node.Call(position, called, data);
  }
}
