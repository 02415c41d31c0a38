package dev.steward.query.logql.functions;

import static dev.steward.query.template.Function.Type.ANY;
import static dev.steward.query.template.Function.Type.STRING;

import dev.steward.query.logql.text.ByteSizes;
import dev.steward.query.logql.text.Durations;
import dev.steward.query.template.Arguments;
import dev.steward.query.template.Escaping;
import dev.steward.query.template.Function;
import dev.steward.query.template.FunctionFailure;
import dev.steward.spi.model.GoQuoting;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values made of other values: numbers, encodings, JSON, defaults. */
final class ConversionFunctions {
  private static final Pattern ESCAPE = Pattern.compile("%[0-9a-fA-F]{2}");

  private ConversionFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.of("int", one -> Conversions.toLong(one.any(0)), ANY),
        Function.of("float64", one -> Conversions.toDouble(one.any(0)), ANY),
        Function.of("bytes", one -> bytes(one.string(0)), STRING),
        Function.of("duration", one -> seconds(one.string(0)), STRING),
        Function.of("duration_seconds", one -> seconds(one.string(0)), STRING),
        Function.of("b64enc", one -> encoded(one.string(0)), STRING),
        Function.of("b64dec", one -> Base64Text.decoded(one.string(0)), STRING),
        Function.of("urlencode", one -> Escaping.urlQuery(one.string(0)), STRING),
        Function.of("urldecode", one -> urlDecoded(one.string(0)), STRING),
        Function.of("fromJson", one -> JsonValues.read(one.string(0)), STRING),
        Function.variadic("default", ConversionFunctions::withDefault, ANY, ANY));
  }

  private static Object bytes(String text) {
    ByteSizes.Parsed size = ByteSizes.parse(text);
    if (size.problem() != null) {
      throw new FunctionFailure(size.problem());
    }
    return (double) size.bytes();
  }

  private static Object seconds(String text) {
    Durations.Parsed duration = Durations.parseGo(text);
    if (duration.problem() != null) {
      throw new FunctionFailure(duration.problem());
    }
    return duration.nanos() / 1e9;
  }

  private static Object encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Object urlDecoded(String text) {
    for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 3)) {
      if (!ESCAPE.matcher(text).region(at, text.length()).lookingAt()) {
        String escape = text.substring(at, Math.min(at + 3, text.length()));
        throw new FunctionFailure("invalid URL escape " + GoQuoting.quote(escape));
      }
    }
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static @Nullable Object withDefault(Arguments arguments) {
    if (arguments.size() < 2) {
      return arguments.any(0);
    }
    Object given = arguments.any(1);
    return isEmpty(given) ? arguments.any(0) : given;
  }

  private static boolean isEmpty(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case String text -> text.isEmpty();
      case Boolean truth -> !truth;
      case Number number -> number.doubleValue() == 0;
      case Collection<?> all -> all.isEmpty();
      case Map<?, ?> map -> map.isEmpty();
      default -> false;
    };
  }
}
