package dev.steward.query.logql.conformance;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A script: commands that load entries and evaluate queries over them.
 *
 * @param commands the commands in order
 */
record Script(List<Command> commands) {
  /** A command. */
  sealed interface Command {}

  /** Forgets everything loaded. */
  record Clear() implements Command {}

  /**
   * Adds entries.
   *
   * @param entries the entries
   */
  record Load(List<ScriptEntry> entries) implements Command {}

  /**
   * Evaluates a query.
   *
   * @param line where the script says so, from 1
   * @param moments when it is evaluated
   * @param query the query
   * @param expectation what it must give
   */
  record Eval(int line, Moments moments, String query, Expectation expectation)
      implements Command {}

  /**
   * One loaded line.
   *
   * @param stream its stream
   * @param text the line
   * @param metadata its structured metadata
   * @param timestampNanos when it happened
   */
  record ScriptEntry(Labels stream, Line text, Labels metadata, long timestampNanos) {}

  /**
   * When a query is evaluated.
   *
   * @param startNanos the first or only moment
   * @param endNanos the last moment
   * @param stepNanos the distance between moments, or 0 where there is only one
   */
  record Moments(long startNanos, long endNanos, long stepNanos) {
    boolean isInstant() {
      return stepNanos == 0;
    }

    int count() {
      return isInstant() ? 1 : (int) ((endNanos - startNanos) / stepNanos) + 1;
    }
  }

  /**
   * What a query must give.
   *
   * @param series the series, each with a number or null for each moment
   * @param scalar the number, or null where series are expected
   * @param failure how it must fail, or null
   * @param ordered whether the order of the series counts
   */
  record Expectation(
      List<ExpectedSeries> series,
      @Nullable Double scalar,
      @Nullable ExpectedFailure failure,
      boolean ordered) {}

  /**
   * One series of an answer.
   *
   * @param labels the series
   * @param values a number or null for each moment
   */
  record ExpectedSeries(Labels labels, List<@Nullable Double> values) {}

  /**
   * How a query must fail.
   *
   * @param message text that the error must hold, or null
   * @param regex expression that must match somewhere in the error, or null
   */
  record ExpectedFailure(@Nullable String message, @Nullable String regex) {}

  /** Copies the list. */
  Script {
    commands = List.copyOf(commands);
  }

  /**
   * Reads a script; what is no part of one is left out.
   *
   * @param problems gets an error for each line that is left out
   */
  static Script parse(List<String> lines, List<ScriptException> problems) {
    List<Command> commands = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      int end = endOfBlock(lines, at + 1);
      try {
        at = read(lines, at, end, commands, problems);
      } catch (ScriptException e) {
        problems.add(e);
        at = end;
      }
    }
    return new Script(commands);
  }

  private static int read(
      List<String> lines, int at, int end, List<Command> commands, List<ScriptException> problems) {
    String line = lines.get(at).strip();
    if (line.isEmpty() || line.startsWith("#")) {
      return at + 1;
    }
    switch (line.split("[\\s#]", 2)[0]) {
      case "clear" -> {
        commands.add(new Clear());
        return at + 1;
      }
      case "load" -> commands.add(LoadReader.read(lines, at + 1, end, problems));
      case "eval" -> commands.add(EvalReader.read(lines, at, end));
      default -> throw new ScriptException(at + 1, "unknown command: " + line);
    }
    return end;
  }

  /** A command's own lines are indented; a line at the margin that is no comment ends them. */
  private static int endOfBlock(List<String> lines, int from) {
    int at = from;
    while (at < lines.size()) {
      String line = lines.get(at);
      boolean margin = !line.isEmpty() && !Character.isWhitespace(line.charAt(0));
      if (margin && !line.startsWith("#")) {
        break;
      }
      at++;
    }
    return at;
  }
}
