package dev.steward.query.logql.syntax;

import dev.steward.query.logql.syntax.Token.Type;
import dev.steward.query.logql.syntax.Unwrap.Conversion;
import dev.steward.spi.select.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a range aggregation works on. The window may stand behind the selector or behind the
 * pipeline, and selector and pipeline, or all of it, may stand in parentheses.
 */
final class LogRangeParser {
  private final TokenStream tokens;
  private final LogParser logs;
  private int depth;

  LogRangeParser(TokenStream tokens, LogParser logs) {
    this.tokens = tokens;
    this.logs = logs;
  }

  LogRange range() {
    Draft draft = new Draft();
    read(draft);
    Selector selector = draft.selector;
    if (selector == null || draft.intervalNanos == 0) {
      throw tokens.unexpected("RANGE");
    }
    return new LogRange(
        new LogExpression(selector, draft.stages),
        draft.unwrap,
        draft.intervalNanos,
        draft.offsetNanos);
  }

  private void read(Draft draft) {
    if (tokens.isNext("(")) {
      if (++depth > LogqlParser.MAX_DEPTH) {
        throw tokens.error(tokens.peek(), "parentheses are nested too deeply");
      }
      tokens.next();
      read(draft);
      tokens.expect(")");
      depth--;
    } else {
      draft.selector = logs.selector(true);
    }
    readTail(draft);
  }

  private void readTail(Draft draft) {
    while (true) {
      if (tokens.isNext(Type.RANGE) && draft.intervalNanos == 0) {
        draft.intervalNanos = tokens.next().amount();
        if (tokens.take("offset")) {
          draft.offsetNanos = tokens.expect(Type.DURATION).amount();
        }
      } else if (draft.unwrap == null && tokens.isNext("|") && tokens.peekAfter().is("unwrap")) {
        draft.unwrap = unwrap();
      } else if (draft.unwrap == null && draft.stages.isEmpty() && isStageAhead()) {
        draft.stages.addAll(logs.stages());
      } else {
        return;
      }
    }
  }

  private boolean isStageAhead() {
    return new StageParser(tokens).isNext();
  }

  private Unwrap unwrap() {
    tokens.expect("|");
    tokens.expect("unwrap");
    Conversion conversion = Conversion.NUMBER;
    String label;
    if (tokens.isNext("bytes") || tokens.isNext("duration") || tokens.isNext("duration_seconds")) {
      conversion = conversionNamed(tokens.next().text());
      tokens.expect("(");
      label = tokens.expect(Type.IDENTIFIER).text();
      tokens.expect(")");
    } else {
      label = tokens.expect(Type.IDENTIFIER).text();
    }
    List<LabelCondition> filters = new ArrayList<>();
    while (tokens.take("|")) {
      filters.add(new LabelConditionParser(tokens).condition());
    }
    return new Unwrap(label, conversion, filters);
  }

  private static Conversion conversionNamed(String function) {
    for (Conversion conversion : Conversion.values()) {
      if (conversion.function().equals(function)) {
        return conversion;
      }
    }
    throw new IllegalStateException("conversion: " + function);
  }

  /** What was read so far. */
  private static final class Draft {
    private @Nullable Selector selector;
    private final List<Stage> stages = new ArrayList<>();
    private @Nullable Unwrap unwrap;
    private long intervalNanos;
    private long offsetNanos;
  }
}
