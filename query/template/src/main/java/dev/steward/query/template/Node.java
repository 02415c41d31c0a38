package dev.steward.query.template;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A part of a template. */
sealed interface Node {
  /** Text that is written as it is. */
  record Text(String text) implements Node {}

  /** A value that is written, or variables that are set. */
  record Action(Pipeline pipeline) implements Node {}

  /** One of two lists. */
  record If(Pipeline condition, List<Node> then, List<Node> otherwise) implements Node {}

  /** A list with another dot. */
  record With(Pipeline value, List<Node> then, List<Node> otherwise) implements Node {}

  /** A list for each element. */
  record Range(Pipeline over, List<Node> body, List<Node> otherwise) implements Node {}

  /** Ends the innermost range. */
  record Break(int position) implements Node {}

  /** Goes on with the innermost range's next element. */
  record Continue(int position) implements Node {}

  /** Another template with its data. */
  record Call(int position, String template, @Nullable Pipeline data) implements Node {}

  /**
   * Commands of which each gets the result of the one before as its last argument.
   *
   * @param position where it starts
   * @param variables names that the value is given to; two only in a range
   * @param assigns whether they are known already
   * @param commands the commands
   */
  record Pipeline(int position, List<String> variables, boolean assigns, List<Command> commands) {
    public Pipeline {
      variables = List.copyOf(variables);
      commands = List.copyOf(commands);
    }
  }

  /**
   * A call or a value.
   *
   * @param position where it starts
   * @param words the function or value, and arguments
   */
  record Command(int position, List<Operand> words) {
    public Command {
      words = List.copyOf(words);
    }
  }

  /** A value in a command. */
  sealed interface Operand {
    /** Where it starts in the template. */
    int position();

    /** As the template writes it. */
    String text();
  }

  /** {@code .}. */
  record Dot(int position, String text) implements Operand {}

  /** {@code nil}. */
  record Nil(int position, String text) implements Operand {}

  /** A call of a function. */
  record Name(int position, String text) implements Operand {}

  /** Text, a truth value or a number. */
  record Constant(int position, String text, Object value) implements Operand {
    public Constant {
      Objects.requireNonNull(value, "value");
    }
  }

  /** A variable and fields of its value. */
  record Variable(int position, String text, String name, List<String> fields) implements Operand {}

  /** Fields of the dot. */
  record Field(int position, String text, List<String> fields) implements Operand {}

  /** Fields of a value in parentheses. */
  record Chain(int position, String text, Operand of, List<String> fields) implements Operand {}

  /** A value in parentheses. */
  record Nested(int position, String text, Pipeline pipeline) implements Operand {}
}
