package dev.steward.query.template;

import dev.steward.query.template.Function.Type;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Works out commands and their words. */
final class Operands {
  private final Execution execution;

  Operands(Execution execution) {
    this.execution = execution;
  }

  /** The value of a command; {@code last} holds the result that a pipe passes on, or nothing. */
  @Nullable Object command(
      Node.Command command, @Nullable Object dot, List<@Nullable Object> last) {
    Node.Operand first = command.words().getFirst();
    List<Node.Operand> arguments = command.words().subList(1, command.words().size());
    return switch (first) {
      case Node.Name name -> call(name, arguments, dot, last);
      case Node.Field field -> fields(field, field.fields(), dot, arguments, dot, last);
      case Node.Variable variable -> variable(variable, arguments, dot, last);
      case Node.Chain chain ->
          fields(chain, chain.fields(), value(chain.of(), dot), arguments, dot, last);
      case Node.Nested nested -> {
        requireNoArguments(nested, arguments, last);
        yield execution.pipeline(nested.pipeline(), dot);
      }
      case Node.Dot ignored -> {
        requireNoArguments(first, arguments, last);
        yield dot;
      }
      case Node.Constant constant -> {
        requireNoArguments(first, arguments, last);
        yield constant.value();
      }
      case Node.Nil nil -> throw execution.error(nil.position(), "nil", "nil is not a command");
    };
  }

  private void requireNoArguments(
      Node.Operand operand, List<Node.Operand> arguments, List<@Nullable Object> last) {
    if (!arguments.isEmpty() || !last.isEmpty()) {
      throw execution.error(
          operand.position(),
          operand.text(),
          "can't give argument to non-function " + operand.text());
    }
  }

  private @Nullable Object variable(
      Node.Variable variable,
      List<Node.Operand> arguments,
      @Nullable Object dot,
      List<@Nullable Object> last) {
    Object value = execution.variable(variable);
    if (variable.fields().isEmpty()) {
      requireNoArguments(variable, arguments, last);
      return value;
    }
    return fields(variable, variable.fields(), value, arguments, dot, last);
  }

  private @Nullable Object call(
      Node.Name name,
      List<Node.Operand> arguments,
      @Nullable Object dot,
      List<@Nullable Object> last) {
    execution.step(name.position(), name.text());
    if (name.text().equals("and") || name.text().equals("or")) {
      return logical(name, arguments, dot, last);
    }
    Function function = execution.function(name);
    List<@Nullable Object> values = new ArrayList<>(arguments.size() + last.size());
    for (int i = 0; i < arguments.size(); i++) {
      values.add(argument(arguments.get(i), typeOf(function, i), dot));
    }
    values.addAll(last);
    try {
      return function.call(values);
    } catch (FunctionFailure e) {
      String problem = e.problem();
      throw execution.error(
          name.position(),
          name.text(),
          problem.startsWith("wrong ") || problem.startsWith("invalid value; expected")
              ? problem
              : "error calling " + name.text() + ": " + problem);
    } catch (ArithmeticException | DateTimeException e) {
      // Numbers that lead beyond what a number or a moment may be.
      throw execution.error(
          name.position(), name.text(), "error calling " + name.text() + ": " + e.getMessage());
    }
  }

  private static Type typeOf(Function function, int index) {
    List<Type> parameters = function.parameters();
    return parameters.isEmpty() ? Type.ANY : parameters.get(Math.min(index, parameters.size() - 1));
  }

  private @Nullable Object argument(Node.Operand operand, Type type, @Nullable Object dot) {
    return operand instanceof Node.Constant constant
        ? Execution.constant(constant, type)
        : value(operand, dot);
  }

  /** {@code and} and {@code or}: the first value that decides; what follows is not worked out. */
  private @Nullable Object logical(
      Node.Name name,
      List<Node.Operand> arguments,
      @Nullable Object dot,
      List<@Nullable Object> last) {
    if (arguments.isEmpty() && last.isEmpty()) {
      throw execution.error(
          name.position(),
          name.text(),
          "wrong number of args for " + name.text() + ": want at least 1 got 0");
    }
    boolean deciding = name.text().equals("or");
    Object value = null;
    for (Node.Operand operand : arguments) {
      value = value(operand, dot);
      if (Values.isTrue(value) == deciding) {
        return value;
      }
    }
    return last.isEmpty() ? value : last.getFirst();
  }

  /** The value of a word. */
  @Nullable Object value(Node.Operand operand, @Nullable Object dot) {
    return switch (operand) {
      case Node.Dot ignored -> dot;
      case Node.Nil ignored -> null;
      case Node.Constant constant -> constant.value();
      case Node.Name name -> call(name, List.of(), dot, List.of());
      case Node.Field field -> fields(field, field.fields(), dot, List.of(), dot, List.of());
      case Node.Variable variable -> variable(variable, List.of(), dot, List.of());
      case Node.Chain chain ->
          fields(chain, chain.fields(), value(chain.of(), dot), List.of(), dot, List.of());
      case Node.Nested nested -> execution.pipeline(nested.pipeline(), dot);
    };
  }

  /** Goes through fields; only the last may take arguments. */
  private @Nullable Object fields(
      Node.Operand operand,
      List<String> names,
      @Nullable Object from,
      List<Node.Operand> arguments,
      @Nullable Object dot,
      List<@Nullable Object> last) {
    Object value = from;
    for (int i = 0; i < names.size(); i++) {
      List<@Nullable Object> given = new ArrayList<>();
      if (i == names.size() - 1) {
        for (Node.Operand argument : arguments) {
          given.add(value(argument, dot));
        }
        given.addAll(last);
      }
      value = field(operand, value, names.get(i), given);
    }
    return value;
  }

  private @Nullable Object field(
      Node.Operand operand, @Nullable Object of, String name, List<@Nullable Object> arguments) {
    execution.step(operand.position(), operand.text());
    switch (of) {
      case Fields fields when fields.hasField(name) -> {
        try {
          return fields.field(name, arguments);
        } catch (FunctionFailure e) {
          throw execution.error(
              operand.position(), operand.text(), "error calling " + name + ": " + e.problem());
        }
      }
      case Map<?, ?> map -> {
        if (!arguments.isEmpty()) {
          throw execution.error(
              operand.position(), operand.text(), name + " is not a method but has arguments");
        }
        return map.get(name);
      }
      case null ->
          throw execution.error(
              operand.position(), operand.text(), "nil pointer evaluating interface {}." + name);
      default ->
          throw execution.error(
              operand.position(),
              operand.text(),
              "can't evaluate field " + name + " in type " + Values.typeName(of));
    }
  }

  /** A pipeline as an error shows it. */
  String text(Node.Pipeline pipeline) {
    return pipeline.commands().getFirst().words().getFirst().text();
  }
}
