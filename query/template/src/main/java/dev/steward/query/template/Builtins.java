package dev.steward.query.template;

import dev.steward.query.template.Function.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The language's own functions, but for the comparisons. */
final class Builtins {
  private Builtins() {}

  static List<Function> all() {
    return List.of(
        // and, or: their arguments are worked out one by one, in Operands.
        Function.variadic("and", arguments -> arguments.any(0), Type.ANY),
        Function.variadic("or", arguments -> arguments.any(0), Type.ANY),
        Function.of("not", arguments -> !Values.isTrue(arguments.any(0)), Type.ANY),
        Function.of("len", arguments -> length(arguments.any(0)), Type.ANY),
        Function.variadic("index", Builtins::index, Type.ANY, Type.ANY),
        Function.variadic("slice", Builtins::slice, Type.ANY, Type.ANY),
        Function.variadic("print", GoPrint::print, Type.ANY),
        Function.variadic("println", GoPrint::println, Type.ANY),
        Function.variadic(
            "printf",
            arguments -> GoFormat.format(arguments.string(0), arguments, 1),
            Type.STRING,
            Type.ANY),
        Function.variadic("html", arguments -> Escaping.html(GoPrint.print(arguments)), Type.ANY),
        Function.variadic(
            "js", arguments -> Escaping.javaScript(GoPrint.print(arguments)), Type.ANY),
        Function.variadic(
            "urlquery", arguments -> Escaping.urlQuery(GoPrint.print(arguments)), Type.ANY),
        Function.variadic(
            "call",
            arguments -> {
              throw new FunctionFailure(
                  "non-function of type " + Values.typeName(arguments.any(0)));
            },
            Type.ANY,
            Type.ANY));
  }

  private static Object length(@Nullable Object value) {
    return switch (value) {
      case String text -> (long) text.getBytes(StandardCharsets.UTF_8).length;
      case Collection<?> all -> (long) all.size();
      case Map<?, ?> map -> (long) map.size();
      case null -> throw new FunctionFailure("len of nil pointer");
      default -> throw new FunctionFailure("len of type " + Values.typeName(value));
    };
  }

  private static @Nullable Object index(Arguments arguments) {
    Object value = arguments.any(0);
    for (int i = 1; i < arguments.size(); i++) {
      Object key = arguments.any(i);
      value =
          switch (value) {
            case List<?> all -> all.get(position(key, all.size()));
            case String text -> {
              byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
              yield (Object) (long) (bytes[position(key, bytes.length)] & 0xff);
            }
            case Map<?, ?> map -> {
              if (!(key instanceof String)) {
                throw new FunctionFailure(
                    "value has type " + Values.typeName(key) + "; should be string");
              }
              yield map.get(key);
            }
            case null -> throw new FunctionFailure("index of untyped nil");
            default ->
                throw new FunctionFailure("can't index item of type " + Values.typeName(value));
          };
    }
    return value;
  }

  private static int position(@Nullable Object key, int size) {
    if (!(key instanceof Long position)) {
      throw new FunctionFailure(
          "cannot index slice/array with "
              + (key == null ? "nil" : "type " + Values.typeName(key)));
    }
    if (position < 0 || position >= size) {
      throw new FunctionFailure("index out of range: " + position);
    }
    return position.intValue();
  }

  private static Object slice(Arguments arguments) {
    Object value = arguments.any(0);
    if (arguments.size() > 4) {
      throw new FunctionFailure("too many slice indexes: " + (arguments.size() - 1));
    }
    if (value instanceof List<?> all) {
      int from = bound(arguments, 1, 0, all.size());
      int to = bound(arguments, 2, all.size(), all.size());
      requireOrder(from, to);
      return new ArrayList<@Nullable Object>(all.subList(from, to));
    }
    if (value instanceof String text) {
      if (arguments.size() == 4) {
        throw new FunctionFailure("cannot 3-index slice a string");
      }
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      int from = bound(arguments, 1, 0, bytes.length);
      int to = bound(arguments, 2, bytes.length, bytes.length);
      requireOrder(from, to);
      return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
    throw new FunctionFailure("can't slice item of type " + Values.typeName(value));
  }

  private static int bound(Arguments arguments, int index, int otherwise, int size) {
    return index < arguments.size() ? position(arguments.any(index), size + 1) : otherwise;
  }

  private static void requireOrder(int from, int to) {
    if (from > to) {
      throw new FunctionFailure("invalid slice index: " + from + " > " + to);
    }
  }
}
