package dev.steward.query.logql.syntax;

import dev.steward.query.logql.syntax.Stage.LabelChoice;
import dev.steward.query.logql.syntax.Stage.LabelFormat.Assignment;
import dev.steward.query.logql.syntax.Token.Type;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.select.LabelMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads one stage of a pipeline. */
final class StageParser {
  private final TokenStream tokens;

  StageParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  /** Whether a stage comes next. */
  boolean isNext() {
    return (tokens.isNext("|") && !tokens.peekAfter().is("unwrap")) || lineOperator() != null;
  }

  Stage stage() {
    LineOperator operator = lineOperator();
    if (operator != null) {
      return lineMatch(operator);
    }
    tokens.expect("|");
    if (tokens.isNext(Type.IDENTIFIER) || tokens.isNext("(")) {
      return new Stage.LabelFilter(new LabelConditionParser(tokens).condition());
    }
    Token word = tokens.peek();
    if (word.type() != Type.KEYWORD) {
      throw tokens.unexpected();
    }
    return switch (word.text()) {
      case "json" -> json();
      case "logfmt" -> logfmt();
      case "regexp" -> regexp();
      case "pattern" -> pattern();
      case "unpack" -> {
        tokens.next();
        yield new Stage.Unpack();
      }
      case "line_format" -> lineFormat();
      case "label_format" -> labelFormat();
      case "decolorize" -> {
        tokens.next();
        yield new Stage.Decolorize();
      }
      case "drop" -> {
        tokens.next();
        yield new Stage.Drop(labelChoices());
      }
      case "keep" -> {
        tokens.next();
        yield new Stage.Keep(labelChoices());
      }
      default -> throw tokens.unexpected();
    };
  }

  private @org.jspecify.annotations.Nullable LineOperator lineOperator() {
    if (tokens.isNext(Type.SYMBOL)) {
      for (LineOperator operator : LineOperator.values()) {
        if (tokens.isNext(operator.toString())) {
          return operator;
        }
      }
    }
    return null;
  }

  private Stage lineMatch(LineOperator operator) {
    Token start = tokens.next();
    List<LineOperand> operands = new ArrayList<>();
    do {
      if (tokens.take("ip")) {
        tokens.expect("(");
        operands.add(new LineOperand(tokens.expect(Type.STRING).text(), true));
        tokens.expect(")");
      } else {
        operands.add(new LineOperand(tokens.expect(Type.STRING).text(), false));
      }
    } while (tokens.take("or"));
    boolean address = operands.stream().anyMatch(LineOperand::address);
    if (address && operator != LineOperator.CONTAINS && operator != LineOperator.NOT_CONTAINS) {
      throw tokens.error(start, "ip: invalid operation: " + operator + " (expected: |= or !=)");
    }
    Stage.LineMatch match = new Stage.LineMatch(operator, operands);
    try {
      match.toFilter();
    } catch (StewardException e) {
      throw tokens.error(start, Addresses.withPrefix(address, e));
    }
    return match;
  }

  private Stage json() {
    tokens.next();
    List<Extraction> extractions = extractions();
    return new Stage.Json(extractions);
  }

  private Stage logfmt() {
    tokens.next();
    boolean strict = false;
    boolean keepEmpty = false;
    while (tokens.isNext(Type.FLAG)) {
      boolean isStrict = tokens.next().text().equals("--strict");
      strict |= isStrict;
      keepEmpty |= !isStrict;
    }
    return new Stage.Logfmt(strict, keepEmpty, extractions());
  }

  private List<Extraction> extractions() {
    List<Extraction> extractions = new ArrayList<>();
    if (tokens.isNext(Type.IDENTIFIER)) {
      do {
        String label = tokens.expect(Type.IDENTIFIER).text();
        extractions.add(
            new Extraction(label, tokens.take("=") ? tokens.expect(Type.STRING).text() : label));
      } while (tokens.take(","));
    }
    return extractions;
  }

  private Stage regexp() {
    tokens.next();
    Token expression = tokens.expect(Type.STRING);
    CaptureNames.requireRegex(tokens, expression);
    return new Stage.Regexp(expression.text());
  }

  private Stage pattern() {
    tokens.next();
    Token pattern = tokens.expect(Type.STRING);
    try {
      CapturePattern.parse(pattern.text());
    } catch (IllegalArgumentException e) {
      throw tokens.error(
          pattern, "invalid pattern: " + e.getMessage() + ": `" + pattern.text() + "`");
    }
    return new Stage.Pattern(pattern.text());
  }

  private Stage lineFormat() {
    tokens.next();
    return new Stage.LineFormat(tokens.expect(Type.STRING).text());
  }

  private Stage labelFormat() {
    tokens.next();
    List<Assignment> assignments = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    do {
      Token label = tokens.expect(Type.IDENTIFIER);
      if (label.text().equals("__error__")) {
        throw tokens.error(label, "__error__ cannot be formatted");
      }
      if (!labels.add(label.text())) {
        throw tokens.error(
            label,
            "multiple label name '" + label.text() + "' not allowed in a single format operation");
      }
      tokens.expect("=");
      if (tokens.isNext(Type.STRING)) {
        assignments.add(new Assignment(label.text(), null, tokens.next().text()));
      } else if (tokens.isNext(Type.IDENTIFIER)) {
        assignments.add(new Assignment(label.text(), tokens.next().text(), null));
      } else {
        throw tokens.unexpected("IDENTIFIER", "STRING");
      }
    } while (tokens.take(","));
    return new Stage.LabelFormat(assignments);
  }

  private List<LabelChoice> labelChoices() {
    List<LabelChoice> choices = new ArrayList<>();
    do {
      Token name = tokens.expect(Type.IDENTIFIER);
      Token operator = tokens.peek();
      boolean matches = operator.is("=") || operator.is("=~") || (isMatcherAhead(operator));
      LabelMatcher matcher = null;
      if (matches) {
        tokens.next();
        matcher = LogParser.matcher(tokens, name.text(), operator);
      }
      choices.add(new LabelChoice(name.text(), matcher));
    } while (tokens.take(","));
    return choices;
  }

  /**
   * {@code drop a != "x"} names a value: a negative line filter may not follow a choice at once.
   */
  private static boolean isMatcherAhead(Token operator) {
    return operator.is("!=") || operator.is("!~");
  }
}
