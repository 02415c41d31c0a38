package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.syntax.Stage;
import dev.steward.query.logql.syntax.Stage.LabelChoice;
import dev.steward.spi.select.LabelMatcher;
import java.util.List;

/** Removes labels; the errors may be among them. */
final class DropStep implements Step {
  private final List<LabelChoice> choices;

  DropStep(Stage.Drop stage) {
    this.choices = stage.labels();
  }

  @Override
  public boolean process(WorkEntry entry) {
    EntryLabels labels = entry.labels();
    for (LabelChoice choice : choices) {
      drop(choice.name(), choice.matcher(), labels);
    }
    return true;
  }

  private static void drop(
      String name, @org.jspecify.annotations.Nullable LabelMatcher matcher, EntryLabels labels) {
    boolean error = name.equals(EntryLabels.ERROR);
    boolean details = name.equals(EntryLabels.ERROR_DETAILS);
    String value = error ? labels.error() : details ? labels.errorDetails() : labels.value(name);
    if (matcher != null && !matcher.accepts(value == null ? "" : value)) {
      return;
    }
    if (error) {
      labels.clearError();
    } else if (details) {
      labels.clearErrorDetails();
    } else {
      labels.remove(name);
    }
  }
}
