package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.syntax.Stage;
import dev.steward.query.template.Template;
import dev.steward.query.template.TemplateException;
import dev.steward.spi.model.Line;

/** Replaces the line by a template's text; where the template fails the line stays. */
final class LineFormatStep implements Step {
  private final TemplateContext context = new TemplateContext();
  private final Template template;

  LineFormatStep(Stage.LineFormat stage) {
    this.template = context.parse("line", stage.template(), "invalid line template");
  }

  @Override
  public boolean process(WorkEntry entry) {
    context.work(entry);
    try {
      entry.setLine(Line.of(template.execute(TemplateContext.labels(entry.labels()))));
    } catch (TemplateException e) {
      entry.labels().fail(StageError.TEMPLATE, e.getMessage());
    }
    return true;
  }
}
