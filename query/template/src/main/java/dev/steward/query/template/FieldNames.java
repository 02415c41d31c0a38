package dev.steward.query.template;

import dev.steward.query.template.Node.Command;
import dev.steward.query.template.Node.Operand;
import dev.steward.query.template.Node.Pipeline;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the fields of the dot that a template names. */
final class FieldNames {
  private final Set<String> names = new HashSet<>();

  private FieldNames() {}

  static Set<String> of(List<Node> nodes) {
    FieldNames fields = new FieldNames();
    fields.addAll(nodes);
    return fields.names;
  }

  private void addAll(List<Node> nodes) {
    for (Node node : nodes) {
      switch (node) {
        case Node.Action action -> add(action.pipeline());
        case Node.If one -> addBranch(one.condition(), one.then(), one.otherwise());
        case Node.With one -> addBranch(one.value(), one.then(), one.otherwise());
        case Node.Range one -> addBranch(one.over(), one.body(), one.otherwise());
        case Node.Call call -> add(call.data());
        case Node.Text ignored -> {}
        case Node.Break ignored -> {}
        case Node.Continue ignored -> {}
      }
    }
  }

  private void addBranch(Pipeline pipeline, List<Node> then, List<Node> otherwise) {
    add(pipeline);
    addAll(then);
    addAll(otherwise);
  }

  private void add(@Nullable Pipeline pipeline) {
    if (pipeline != null) {
      for (Command command : pipeline.commands()) {
        command.words().forEach(this::add);
      }
    }
  }

  private void add(Operand operand) {
    switch (operand) {
      case Node.Field field -> names.addAll(field.fields());
      case Node.Nested nested -> add(nested.pipeline());
      case Node.Chain chain -> add(chain.of());
      case Node.Dot ignored -> {}
      case Node.Nil ignored -> {}
      case Node.Name ignored -> {}
      case Node.Constant ignored -> {}
      case Node.Variable ignored -> {}
    }
  }
}
