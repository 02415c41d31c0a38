package dev.steward.query.template;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions that templates may call: the language's own and those given. Immutable. */
public final class Functions {
  /** The language's own functions alone. */
  public static final Functions BUILT_IN = new Functions(builtIn());

  private final Map<String, Function> byName;

  private Functions(Map<String, Function> byName) {
    this.byName = byName;
  }

  private static Map<String, Function> builtIn() {
    Map<String, Function> functions = new HashMap<>();
    Builtins.all().forEach(function -> functions.put(function.name(), function));
    ComparisonFunctions.all().forEach(function -> functions.put(function.name(), function));
    return functions;
  }

  /** These functions and more; one of a known name takes its place. */
  public Functions with(Collection<Function> more) {
    Map<String, Function> all = new HashMap<>(byName);
    more.forEach(function -> all.put(function.name(), function));
    return new Functions(all);
  }

  /** These functions and more. */
  public Functions with(Function... more) {
    return with(List.of(more));
  }

  /** The function of a name, or null. */
  @Nullable Function named(String name) {
    return byName.get(name);
  }
}
