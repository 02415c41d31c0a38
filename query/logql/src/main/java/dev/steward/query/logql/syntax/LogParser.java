package dev.steward.query.logql.syntax;

import dev.steward.query.logql.syntax.Token.Type;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import dev.steward.spi.text.Regex;
import java.util.ArrayList;
import java.util.List;

/** Reads selectors and pipelines. */
final class LogParser {
  private final TokenStream tokens;
  private final StageParser stageParser;

  LogParser(TokenStream tokens) {
    this.tokens = tokens;
    this.stageParser = new StageParser(tokens);
  }

  /** A selector and the stages behind it, up to what is no stage. */
  LogExpression logs() {
    Selector selector = selector(true);
    return new LogExpression(selector, stages());
  }

  /** Stages up to what is none; {@code unwrap} is none. */
  List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    while (stageParser.isNext()) {
      stages.add(stageParser.stage());
    }
    return stages;
  }

  Selector selector(boolean mustRefuseEmpty) {
    Token open = tokens.expect("{");
    List<LabelMatcher> matchers = new ArrayList<>();
    if (!tokens.isNext("}")) {
      do {
        matchers.add(matcher(tokens));
      } while (tokens.take(","));
      if (!tokens.isNext("}")) {
        throw tokens.unexpected("}", ",");
      }
    }
    tokens.expect("}");
    Selector selector = new Selector(matchers);
    if (mustRefuseEmpty && !selector.refusesEmpty()) {
      throw tokens.error(
          open,
          "queries require at least one regexp or equality matcher that does not have an"
              + " empty-compatible value. For instance, app=~\".*\" does not meet this"
              + " requirement, but app=~\".+\" will");
    }
    return selector;
  }

  /** A condition on a label's text. */
  static LabelMatcher matcher(TokenStream tokens) {
    String name = tokens.expect(Type.IDENTIFIER).text();
    Token operator = tokens.peek();
    if (!(operator.is("=") || operator.is("!=") || operator.is("=~") || operator.is("!~"))) {
      throw tokens.unexpected("=", "!=", "=~", "!~");
    }
    tokens.next();
    return matcher(tokens, name, operator);
  }

  /** The same, with the name and the operator already read. */
  static LabelMatcher matcher(TokenStream tokens, String name, Token operator) {
    Token value = tokens.expect(Type.STRING);
    return switch (operator.text()) {
      case "=" -> new LabelMatcher.Equal(name, value.text());
      case "!=" -> new LabelMatcher.NotEqual(name, value.text());
      case "=~" -> new LabelMatcher.Matches(name, regex(tokens, value));
      default -> new LabelMatcher.NotMatches(name, regex(tokens, value));
    };
  }

  static Regex regex(TokenStream tokens, Token source) {
    try {
      return Regex.compile(source.text());
    } catch (StewardException e) {
      throw tokens.error(source, String.valueOf(e.getMessage()));
    }
  }
}
