package dev.steward.alerting.template;

import dev.steward.query.template.Fields;
import dev.steward.query.template.FunctionFailure;
import dev.steward.query.template.TextMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sample of a query as templates see it: {@code .Labels} and {@code .Value}. */
record TemplateSample(TextMap labels, double value) implements Fields {
  @Override
  public String typeName() {
    return "*template.sample";
  }

  @Override
  public boolean hasField(String name) {
    return name.equals("Labels") || name.equals("Value");
  }

  @Override
  public Object field(String name, List<@Nullable Object> arguments) {
    if (!arguments.isEmpty()) {
      throw new FunctionFailure(name + " has arguments but cannot be invoked as function");
    }
    return name.equals("Labels") ? labels : (Object) value;
  }
}
