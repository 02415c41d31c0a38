package dev.steward.alerting.template;

import dev.steward.query.template.Fields;
import dev.steward.query.template.FunctionFailure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Data with a known set of fields, as templates see them.
 *
 * @param typeName the data's type, as errors name it
 * @param fields the fields
 */
public record TemplateStructure(String typeName, Map<String, Object> fields) implements Fields {
  /** Copies the fields. */
  public TemplateStructure {
    Objects.requireNonNull(typeName, "typeName");
    fields = Map.copyOf(fields);
  }

  @Override
  public boolean hasField(String name) {
    return fields.containsKey(name);
  }

  @Override
  public @Nullable Object field(String name, List<@Nullable Object> arguments) {
    if (!arguments.isEmpty()) {
      throw new FunctionFailure(name + " has arguments but cannot be invoked as function");
    }
    return fields.get(name);
  }
}
