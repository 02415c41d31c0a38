package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.pipeline.EntryLabels.Kind;
import dev.steward.query.logql.syntax.Stage;
import dev.steward.query.template.Template;
import dev.steward.query.template.TemplateException;
import dev.steward.query.template.TextMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Renames labels and sets labels from templates, in order. All templates see the labels as they
 * were when the first of them ran.
 */
final class LabelFormatStep implements Step {
  private record Assignment(String label, @Nullable String source, @Nullable Template template) {}

  private final TemplateContext context = new TemplateContext();
  private final List<Assignment> assignments = new ArrayList<>();

  LabelFormatStep(Stage.LabelFormat stage) {
    for (Stage.LabelFormat.Assignment one : stage.assignments()) {
      String source = one.template();
      String problem = "invalid template for label '" + one.label() + "'";
      Template template = source == null ? null : context.parse("label", source, problem);
      assignments.add(new Assignment(one.label(), one.source(), template));
    }
  }

  @Override
  public boolean process(WorkEntry entry) {
    context.work(entry);
    EntryLabels labels = entry.labels();
    TextMap data = null;
    for (Assignment assignment : assignments) {
      Template template = assignment.template();
      if (template == null) {
        rename(assignment, labels);
      } else {
        data = data == null ? TemplateContext.labels(labels) : data;
        set(assignment.label(), template, data, labels);
      }
    }
    return true;
  }

  private static void rename(Assignment assignment, EntryLabels labels) {
    String source = assignment.source();
    String value = source == null ? null : labels.value(source);
    if (source != null && value != null) {
      labels.set(Kind.PARSED, assignment.label(), value);
      labels.remove(source);
    }
  }

  private static void set(String label, Template template, TextMap data, EntryLabels labels) {
    try {
      labels.set(Kind.PARSED, label, template.execute(data));
    } catch (TemplateException e) {
      labels.fail(StageError.TEMPLATE, e.getMessage());
    }
  }
}
