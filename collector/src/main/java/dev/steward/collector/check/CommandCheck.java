package dev.steward.collector.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the command of a Nagios plugin: its exit code is the state, its first line the text, and
 * what stands behind the first {@code |} are metrics.
 *
 * @param command the program and its arguments
 */
record CommandCheck(List<String> command) implements Check {
  private static final List<String> STATES = List.of("ok", "warning", "critical", "unknown");
  private static final int UNKNOWN = 3;

  CommandCheck {
    command = List.copyOf(command);
  }

  static CommandCheck parse(Map<String, String> entry) {
    List<String> command = words(entry.getOrDefault("command", ""));
    if (command.isEmpty()) {
      throw new IllegalArgumentException("check: command: empty (expected: a program)");
    }
    return new CommandCheck(command);
  }

  /** The words of a command line; quotes keep blanks, and nothing else is special. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        inWord = true;
      } else if (Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException(
          "check: command: " + line + " (expected: an end of each quote)");
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }

  @Override
  public void run(CheckResult result) throws IOException, InterruptedException {
    BoundedProcess.Ended ended = BoundedProcess.run(command, result.deadline());
    PluginOutput output = PluginOutput.parse(ended.output());
    int state = ended.cut() || ended.exitCode() > UNKNOWN ? UNKNOWN : ended.exitCode();
    String text = ended.cut() ? "more than 64 KiB of output" : output.text();
    result.text(text);
    result.gauge(
        "nagios_plugin_status", "0 for ok, 1 for warning, 2 for critical, 3 for unknown.", state);
    output.performance().forEach(each -> add(each, result));
    if (state != 0) {
      throw new IOException(STATES.get(state) + (text.isEmpty() ? "" : ": " + text));
    }
  }

  private static void add(PluginOutput.Performance each, CheckResult result) {
    String[] labels = {"label", each.label(), "unit", each.unit()};
    result.gauge("nagios_plugin_perfdata", "A value that a plugin measured.", each.value(), labels);
    bound("warning", each.warning(), result, labels);
    bound("critical", each.critical(), result, labels);
    bound("minimum", each.minimum(), result, labels);
    bound("maximum", each.maximum(), result, labels);
  }

  private static void bound(String name, double value, CheckResult result, String... labels) {
    if (!Double.isNaN(value)) {
      result.gauge("nagios_plugin_perfdata_" + name, "A bound of such a value.", value, labels);
    }
  }
}
