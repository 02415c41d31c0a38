package dev.steward.query.template;

import dev.steward.query.template.Function.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One execution of a template. For one thread. */
final class Execution {
  private static final int MAX_CALLS = 500;

  /** What a list of nodes ended with. */
  private enum Outcome {
    DONE,
    BREAK,
    CONTINUE
  }

  private static final class Variable {
    private final String name;
    private @Nullable Object value;

    Variable(String name, @Nullable Object value) {
      this.name = name;
      this.value = value;
    }
  }

  private final Template template;
  private final @Nullable Object data;
  private final StringBuilder output = new StringBuilder();
  private final Operands operands;
  private List<Variable> variables = new ArrayList<>();
  private String executing;
  private int calls;
  private int steps;

  Execution(Template template, @Nullable Object data) {
    this.template = template;
    this.data = data;
    this.executing = template.name();
    this.operands = new Operands(this);
  }

  String run() {
    List<Node> nodes = template.named(template.name());
    variables.add(new Variable("$", data));
    if (nodes != null) {
      list(nodes, data);
    }
    return output.toString();
  }

  private Outcome list(List<Node> nodes, @Nullable Object dot) {
    for (Node node : nodes) {
      Outcome outcome = node(node, dot);
      if (outcome != Outcome.DONE) {
        return outcome;
      }
    }
    return Outcome.DONE;
  }

  private Outcome node(Node node, @Nullable Object dot) {
    return switch (node) {
      case Node.Text text -> {
        write(text.text(), 0, text.text());
        yield Outcome.DONE;
      }
      case Node.Action action -> {
        step(action.pipeline().position(), "");
        Object value = pipeline(action.pipeline(), dot);
        if (action.pipeline().variables().isEmpty()) {
          write(template.written(value), action.pipeline().position(), "");
        }
        yield Outcome.DONE;
      }
      case Node.If branch -> {
        int scope = variables.size();
        boolean holds = Values.isTrue(pipeline(branch.condition(), dot));
        Outcome outcome = list(holds ? branch.then() : branch.otherwise(), dot);
        forget(scope);
        yield outcome;
      }
      case Node.With with -> {
        int scope = variables.size();
        Object value = pipeline(with.value(), dot);
        Outcome outcome =
            Values.isTrue(value) ? list(with.then(), value) : list(with.otherwise(), dot);
        forget(scope);
        yield outcome;
      }
      case Node.Range range -> range(range, dot);
      case Node.Break ignored -> Outcome.BREAK;
      case Node.Continue ignored -> Outcome.CONTINUE;
      case Node.Call call -> {
        call(call, dot);
        yield Outcome.DONE;
      }
    };
  }

  private Outcome range(Node.Range range, @Nullable Object dot) {
    int scope = variables.size();
    Node.Pipeline over = range.over();
    Object value = commands(over, dot);
    boolean any =
        switch (value) {
          case null -> false;
          case Long count -> integers(range, count);
          case Collection<?> all -> elements(range, all);
          case Map<?, ?> map -> entries(range, map);
          default ->
              throw error(
                  over.position(),
                  operands.text(over),
                  "range can't iterate over " + GoPrint.text(value));
        };
    forget(scope);
    return any ? Outcome.DONE : list(range.otherwise(), dot);
  }

  private boolean integers(Node.Range range, long count) {
    for (long i = 0; i < count; i++) {
      if (!element(range, i, i)) {
        break;
      }
    }
    return count > 0;
  }

  private boolean elements(Node.Range range, Collection<?> all) {
    long index = 0;
    for (Object element : all) {
      if (!element(range, index++, element)) {
        break;
      }
    }
    return !all.isEmpty();
  }

  private boolean entries(Node.Range range, Map<?, ?> map) {
    Map<String, @Nullable Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
    for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
      if (!element(range, entry.getKey(), entry.getValue())) {
        break;
      }
    }
    return !map.isEmpty();
  }

  /** Executes a range's body once; false where the range ends. */
  private boolean element(Node.Range range, Object key, @Nullable Object value) {
    Node.Pipeline over = range.over();
    step(over.position(), "range");
    int scope = variables.size();
    List<String> names = over.variables();
    if (names.size() == 2) {
      give(over, names.get(0), key);
      give(over, names.get(1), value);
    } else if (names.size() == 1) {
      give(over, names.getFirst(), value);
    }
    Outcome outcome = list(range.body(), value);
    forget(scope);
    return outcome != Outcome.BREAK;
  }

  private void call(Node.Call call, @Nullable Object dot) {
    step(call.position(), call.template());
    List<Node> nodes = template.named(call.template());
    if (nodes == null) {
      throw error(
          call.position(), call.template(), "template \"" + call.template() + "\" not defined");
    }
    if (++calls > MAX_CALLS) {
      throw error(
          call.position(), call.template(), "exceeded maximum template depth (" + MAX_CALLS + ")");
    }
    Node.Pipeline pipeline = call.data();
    Object passed = pipeline == null ? null : pipeline(pipeline, dot);
    final List<Variable> outside = variables;
    final String caller = executing;
    variables = new ArrayList<>(List.of(new Variable("$", passed)));
    executing = call.template();
    list(nodes, passed);
    executing = caller;
    variables = outside;
    calls--;
  }

  /** The value of a pipeline, given to its variables. */
  @Nullable Object pipeline(Node.Pipeline pipeline, @Nullable Object dot) {
    Object value = commands(pipeline, dot);
    for (String name : pipeline.variables()) {
      give(pipeline, name, value);
    }
    return value;
  }

  private @Nullable Object commands(Node.Pipeline pipeline, @Nullable Object dot) {
    Object value = operands.command(pipeline.commands().getFirst(), dot, List.of());
    for (Node.Command command : pipeline.commands().subList(1, pipeline.commands().size())) {
      List<@Nullable Object> last = new ArrayList<>();
      last.add(value);
      value = operands.command(command, dot, last);
    }
    return value;
  }

  private void give(Node.Pipeline pipeline, String name, @Nullable Object value) {
    if (pipeline.assigns()) {
      for (Variable variable : variables.reversed()) {
        if (variable.name.equals(name)) {
          variable.value = value;
          return;
        }
      }
    }
    variables.add(new Variable(name, value));
  }

  private void forget(int scope) {
    while (variables.size() > scope) {
      variables.removeLast();
    }
  }

  @Nullable Object variable(Node.Variable wanted) {
    for (Variable variable : variables.reversed()) {
      if (variable.name.equals(wanted.name())) {
        return variable.value;
      }
    }
    throw error(wanted.position(), wanted.text(), "undefined variable: " + wanted.name());
  }

  Function function(Node.Name name) {
    Function function = template.functions().named(name.text());
    if (function == null) {
      throw error(
          name.position(), name.text(), "\"" + name.text() + "\" is not a defined function");
    }
    return function;
  }

  /** A constant as an argument of a type: a whole number is also a fraction, and 1e3 is whole. */
  static Object constant(Node.Constant constant, Type type) {
    Object value = constant.value();
    if (type == Type.FLOAT && value instanceof Long whole) {
      return whole.doubleValue();
    }
    boolean whole = value instanceof Double number && number == number.longValue();
    return type == Type.INT && whole ? (Object) ((Double) value).longValue() : value;
  }

  /** Counts a step of work. */
  void step(int position, String what) {
    if (++steps > template.options().maxSteps()) {
      throw error(position, what, "too many steps (limit: " + template.options().maxSteps() + ")");
    }
  }

  private void write(String text, int position, String what) {
    if (output.length() + text.length() > template.options().maxLength()) {
      throw error(
          position, what, "output is too long (limit: " + template.options().maxLength() + ")");
    }
    output.append(text);
  }

  TemplateException error(int position, String what, String problem) {
    String source = template.source();
    int line = TemplateLexer.lineOf(source, position);
    int lineStart = position == 0 ? 0 : source.lastIndexOf('\n', position - 1) + 1;
    return TemplateException.failed(
        template.name(), line, position - lineStart, executing, shortened(what), problem);
  }

  /** As Go shortens what an error shows. */
  private static String shortened(String what) {
    return what.length() > 20 ? what.substring(0, 20) + "..." : what;
  }
}
