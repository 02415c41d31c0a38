package dev.steward.alerting.notify;

import dev.steward.alerting.template.TemplateStructure;
import dev.steward.query.template.Fields;
import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alerts as templates see them: a list with the methods {@code Firing} and {@code Resolved}. */
final class AlertList extends AbstractList<TemplateStructure> implements Fields {
  private final List<TemplateStructure> alerts;

  AlertList(List<TemplateStructure> alerts) {
    this.alerts = List.copyOf(alerts);
  }

  @Override
  public TemplateStructure get(int index) {
    return alerts.get(index);
  }

  @Override
  public int size() {
    return alerts.size();
  }

  @Override
  public String typeName() {
    return "template.Alerts";
  }

  @Override
  public boolean hasField(String name) {
    return name.equals("Firing") || name.equals("Resolved");
  }

  @Override
  public Object field(String name, List<@Nullable Object> arguments) {
    String status = name.equals("Firing") ? "firing" : "resolved";
    return new AlertList(
        alerts.stream().filter(alert -> status.equals(alert.fields().get("Status"))).toList());
  }
}
