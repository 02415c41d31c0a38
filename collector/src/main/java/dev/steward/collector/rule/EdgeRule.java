package dev.steward.collector.rule;

import dev.steward.spi.error.StewardException;
import dev.steward.spi.text.Regex;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A rule that a configuration asks for, and the streams that it is for. For one thread, since rules
 * remember streams.
 */
public final class EdgeRule {
  private static final Set<String> ACTIONS =
      Set.of("drop", "keep", "mask", "level", "parse", "rate");
  private static final String MASKED = "***";
  private static final long MAX_RATE = 10_000_000;

  private final StreamSelector selector;
  private final Rule rule;

  private EdgeRule(StreamSelector selector, Rule rule) {
    this.selector = selector;
    this.rule = rule;
  }

  /**
   * Reads an entry: {@code stream}, a selector, and one of {@code drop} and {@code keep} (an
   * expression), {@code mask} (an expression, {@code secrets} or {@code addresses}; {@code with}
   * says what stands there instead), {@code level: detect}, {@code parse: json} or {@code logfmt},
   * {@code rate} (lines a second).
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public static EdgeRule parse(Map<String, String> entry, Clock clock) {
    TreeSet<String> actions = new TreeSet<>(entry.keySet());
    actions.removeAll(Set.of("stream", "with"));
    if (actions.size() != 1
        || !ACTIONS.containsAll(actions)
        || (entry.containsKey("with") && !entry.containsKey("mask"))) {
      throw new IllegalArgumentException(
          "rule: "
              + entry.keySet()
              + " (expected: stream and one of "
              + new TreeSet<>(ACTIONS)
              + "; with, only beside mask)");
    }
    StreamSelector selector = StreamSelector.parse(entry.getOrDefault("stream", "{}"));
    String action = actions.first();
    String value = entry.getOrDefault(action, "");
    try {
      return new EdgeRule(selector, rule(action, value, entry, clock));
    } catch (IllegalArgumentException | StewardException e) {
      throw new IllegalArgumentException(
          "rule: " + action + ": " + value + ": " + e.getMessage(), e);
    }
  }

  private static Rule rule(String action, String value, Map<String, String> entry, Clock clock) {
    return switch (action) {
      case "drop" -> new FilterRule(Regex.compile(value), false);
      case "keep" -> new FilterRule(Regex.compile(value), true);
      case "mask" -> new MaskRule(mask(value), entry.getOrDefault("with", MASKED));
      case "level" -> {
        expect(value.equals("detect"), "detect");
        yield new LevelRule();
      }
      case "parse" -> {
        expect(value.equals("json") || value.equals("logfmt"), "json or logfmt");
        yield new ParseRule(value.equals("json"));
      }
      case "rate" -> {
        expect(value.matches("[1-9][0-9]{0,7}"), "lines a second, from 1 to " + MAX_RATE);
        yield new RateRule(Math.min(MAX_RATE, Long.parseLong(value)), clock);
      }
      default -> throw new IllegalStateException(action);
    };
  }

  private static Regex mask(String value) {
    return switch (value) {
      case "secrets" -> Regex.compile(MaskRule.SECRETS);
      case "addresses" -> Regex.compile(MaskRule.ADDRESSES);
      default -> Regex.compile(value);
    };
  }

  private static void expect(boolean holds, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("(expected: " + expected + ")");
    }
  }

  boolean accepts(LineDraft line) {
    return selector.accepts(line.stream());
  }

  Rule rule() {
    return rule;
  }
}
