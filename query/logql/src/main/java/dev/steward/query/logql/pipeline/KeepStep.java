package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.syntax.Stage;
import dev.steward.query.logql.syntax.Stage.LabelChoice;
import java.util.ArrayList;
import java.util.List;

/** Removes all labels but some; the errors always stay. */
final class KeepStep implements Step {
  private final List<LabelChoice> choices;
  private final List<String> others = new ArrayList<>();

  KeepStep(Stage.Keep stage) {
    this.choices = stage.labels();
  }

  @Override
  public boolean process(WorkEntry entry) {
    others.clear();
    entry
        .labels()
        .forEach((name, value) -> {
          if (!isKept(name, value)) {
            others.add(name);
          }
        });
    others.forEach(entry.labels()::remove);
    return true;
  }

  private boolean isKept(String name, String value) {
    for (LabelChoice choice : choices) {
      if (choice.name().equals(name)
          && (choice.matcher() == null || choice.matcher().accepts(value))) {
        return true;
      }
    }
    return false;
  }
}
