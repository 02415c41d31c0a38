package dev.steward.alerting.template;

import static dev.steward.query.template.Function.Type.ANY;
import static dev.steward.query.template.Function.Type.STRING;

import dev.steward.query.promql.syntax.Durations;
import dev.steward.query.template.Arguments;
import dev.steward.query.template.Escaping;
import dev.steward.query.template.Function;
import dev.steward.query.template.FunctionFailure;
import dev.steward.query.template.Functions;
import dev.steward.query.template.GoTime;
import dev.steward.query.template.TextMap;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.text.Regex;
import dev.steward.spi.text.RegexReplacement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.DoubleFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The functions of alerts' templates.
 *
 * <p>Source: the Prometheus documentation of template functions.
 */
final class AlertFunctions {
  private static final double NANOS = 1e9;

  private AlertFunctions() {}

  /** All of them, the language's own among them. */
  static Functions all(TemplateSurroundings around) {
    List<Function> functions = new ArrayList<>();
    functions.addAll(numbers());
    functions.addAll(texts());
    functions.addAll(links(around.externalUrl()));
    functions.addAll(times(around.clock()));
    functions.addAll(samples(around.query()));
    return Functions.BUILT_IN.with(functions);
  }

  private static List<Function> numbers() {
    return List.of(
        number("humanize", Humanized::decimal),
        number("humanize1024", Humanized::binary),
        number("humanizeDuration", Humanized::duration),
        number("humanizePercentage", Humanized::percentage),
        number("humanizeTimestamp", AlertFunctions::timestamp),
        number("toTime", AlertFunctions::time),
        Function.of("parseDuration", one -> seconds(one.string(0)), STRING));
  }

  private static Function number(String name, DoubleFunction<Object> body) {
    return Function.of(name, one -> body.apply(toNumber(one.any(0))), ANY);
  }

  private static Object timestamp(double seconds) {
    return Double.isFinite(seconds)
        ? time(seconds).field("String", List.of())
        : Humanized.decimal(seconds);
  }

  private static GoTime time(double seconds) {
    double nanos = seconds * NANOS;
    if (!(Math.abs(nanos) < Long.MAX_VALUE)) {
      throw new FunctionFailure(seconds + " cannot be represented as a nanoseconds timestamp");
    }
    return GoTime.ofNanos((long) nanos);
  }

  private static double seconds(String duration) {
    OptionalLong millis = Durations.parseMillis(duration);
    if (millis.isEmpty()) {
      throw new FunctionFailure("not a valid duration string: \"" + duration + "\"");
    }
    return millis.getAsLong() / 1000.0;
  }

  private static double toNumber(@Nullable Object value) {
    return switch (value) {
      case Number number -> number.doubleValue();
      case String text -> {
        try {
          yield Double.parseDouble(text.replace("Inf", "Infinity"));
        } catch (NumberFormatException e) {
          throw new FunctionFailure("strconv.ParseFloat: parsing \"" + text + "\": invalid syntax");
        }
      }
      case null -> throw new FunctionFailure("can't convert <nil> to float");
      default ->
          throw new FunctionFailure(
              "can't convert " + value.getClass().getSimpleName() + " to float");
    };
  }

  /** Those that change texts. */
  static List<Function> texts() {
    return List.of(
        Function.of("title", one -> title(one.string(0)), STRING),
        Function.of("toUpper", one -> letters(one.string(0), Character::toUpperCase), STRING),
        Function.of("toLower", one -> letters(one.string(0), Character::toLowerCase), STRING),
        Function.of(
            "match", two -> compile(two.string(0)).matcher(two.string(1)).find(), STRING, STRING),
        Function.of(
            "reReplaceAll",
            three ->
                RegexReplacement.of(three.string(1)).all(compile(three.string(0)), three.string(2)),
            STRING,
            STRING,
            STRING),
        Function.of("stripPort", one -> withoutPort(one.string(0)), STRING),
        Function.of("stripDomain", one -> withoutDomain(one.string(0)), STRING),
        Function.of("safeHtml", one -> one.string(0), STRING));
  }

  /** Letter by letter, as Go does: {@code ß} stays as it is. */
  private static String letters(String text, IntUnaryOperator change) {
    return text.codePoints()
        .map(change)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String title(String text) {
    StringBuilder title = new StringBuilder(text.length());
    boolean first = true;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      title.append(first ? Character.toTitleCase(letter) : letter);
      first = !Character.isLetterOrDigit(letter) && letter != '_' && letter != '\'';
    }
    return title.toString();
  }

  private static Regex compile(String expression) {
    try {
      return Regex.compile(expression);
    } catch (StewardException e) {
      throw new FunctionFailure(String.valueOf(e.getMessage()));
    }
  }

  private static String withoutPort(String hostAndPort) {
    if (hostAndPort.startsWith("[")) {
      int close = hostAndPort.indexOf("]:");
      return close < 0 ? hostAndPort : hostAndPort.substring(1, close);
    }
    int colon = hostAndPort.indexOf(':');
    boolean one = colon >= 0 && colon == hostAndPort.lastIndexOf(':');
    return one ? hostAndPort.substring(0, colon) : hostAndPort;
  }

  private static String withoutDomain(String hostAndPort) {
    String host = withoutPort(hostAndPort);
    if (host.contains(":") || host.matches("[0-9.]+")) {
      return hostAndPort;
    }
    int dot = host.indexOf('.');
    String port = hostAndPort.substring(host.length());
    return (dot < 0 ? host : host.substring(0, dot)) + port;
  }

  private static List<Function> links(String externalUrl) {
    return List.of(
        Function.of("graphLink", one -> GraphLinks.graph(one.string(0)), STRING),
        Function.of("tableLink", one -> GraphLinks.table(one.string(0)), STRING),
        Function.of("externalURL", none -> externalUrl),
        Function.of("pathPrefix", none -> GraphLinks.path(externalUrl)),
        Function.of("urlQueryEscape", one -> Escaping.urlQuery(one.string(0)), STRING));
  }

  private static List<Function> times(InstantSource clock) {
    return List.of(
        Function.of("now", none -> clock.millis() / 1000.0),
        number("toDuration", Humanized::goDuration));
  }

  private static List<Function> samples(TemplateQuery query) {
    return List.of(
        Function.of("query", one -> run(query, one.string(0)), STRING),
        Function.of("first", one -> first(one.any(0)), ANY),
        Function.of("label", two -> sample(two.any(1)).labels().get(two.string(0)), STRING, ANY),
        Function.of("value", one -> sample(one.any(0)).value(), ANY),
        Function.of("strvalue", one -> sample(one.any(0)).labels().get("__value__"), ANY),
        Function.of("sortByLabel", two -> sorted(two.string(0), two.any(1)), STRING, ANY),
        Function.variadic("args", AlertFunctions::arguments, ANY));
  }

  private static Object run(TemplateQuery query, String expression) {
    try {
      return query.run(expression).stream()
          .map(found -> new TemplateSample(new TextMap(found.labels()), found.value()))
          .toList();
    } catch (StewardException e) {
      throw new FunctionFailure(String.valueOf(e.getMessage()));
    }
  }

  private static Object first(@Nullable Object samples) {
    List<?> all = list(samples);
    if (all.isEmpty()) {
      throw new FunctionFailure("first() called on vector with no elements");
    }
    return sample(all.getFirst());
  }

  private static Object sorted(String label, @Nullable Object samples) {
    return list(samples).stream()
        .map(AlertFunctions::sample)
        .sorted(Comparator.comparing(each -> each.labels().get(label)))
        .toList();
  }

  private static Object arguments(Arguments given) {
    Map<String, @Nullable Object> named = new HashMap<>();
    for (int i = 0; i < given.size(); i++) {
      named.put("arg" + i, given.any(i));
    }
    return named;
  }

  private static List<?> list(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new FunctionFailure("wrong type for value (expected: the result of a query)");
  }

  private static TemplateSample sample(@Nullable Object value) {
    if (value instanceof TemplateSample sample) {
      return sample;
    }
    throw new FunctionFailure("wrong type for value (expected: a sample of a query)");
  }
}
