package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.syntax.Stage;
import dev.steward.spi.text.Regex;
import dev.steward.spi.text.RegexMatcher;
import java.util.Map;

/** Makes labels of a regular expression's named groups; a line that does not match has none. */
final class RegexpStep implements Step {
  private final Regex regex;
  private final Map<String, Integer> groups;
  private final ParserHints hints;

  RegexpStep(Stage.Regexp stage, ParserHints hints) {
    this.regex = Regex.compile(stage.expression());
    this.groups = regex.groups();
    this.hints = hints;
  }

  @Override
  public boolean process(WorkEntry entry) {
    RegexMatcher matcher = regex.matcher(entry.line().toString());
    if (matcher.find()) {
      EntryLabels labels = entry.labels();
      groups.forEach((group, number) -> {
        String name = labels.freeName(LabelNames.sanitized(group));
        if (hints.wants(name) && !labels.wasParsed(name)) {
          String value = matcher.group(number);
          labels.set(EntryLabels.Kind.PARSED, name, value == null ? "" : value);
        }
      });
    }
    return true;
  }
}
