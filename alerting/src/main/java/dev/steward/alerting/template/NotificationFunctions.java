package dev.steward.alerting.template;

import static dev.steward.query.template.Function.Type.ANY;
import static dev.steward.query.template.Function.Type.STRING;

import dev.steward.query.template.Arguments;
import dev.steward.query.template.Function;
import dev.steward.query.template.FunctionFailure;
import dev.steward.query.template.Functions;
import dev.steward.query.template.GoTime;
import dev.steward.query.template.SafeHtml;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The functions of notifications' templates.
 *
 * <p>Source: the Alertmanager documentation of template functions.
 */
public final class NotificationFunctions {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double NANOS = 1e9;

  private NotificationFunctions() {}

  /**
   * All of them, the language's own among them.
   *
   * @param clock tells {@code since} what time it is
   */
  public static Functions all(Clock clock) {
    List<Function> functions = new ArrayList<>(AlertFunctions.texts());
    functions.addAll(texts());
    functions.addAll(times(clock));
    functions.addAll(collections());
    return Functions.BUILT_IN.with(functions);
  }

  private static List<Function> texts() {
    return List.of(
        Function.of("trimSpace", one -> one.string(0).strip(), STRING),
        Function.of("safeHtml", one -> new SafeHtml(one.string(0)), STRING),
        Function.of("safeUrl", one -> new SafeHtml(one.string(0)), STRING),
        Function.of("urlUnescape", one -> unescaped(one.string(0)), STRING),
        Function.of("toJson", one -> json(one.any(0)), ANY));
  }

  private static String unescaped(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new FunctionFailure("invalid URL escape in \"" + text + "\"");
    }
  }

  private static String json(@Nullable Object value) {
    try {
      return JSON.writeValueAsString(plain(value));
    } catch (JacksonException e) {
      throw new FunctionFailure("not representable as JSON");
    }
  }

  /** A value without what only templates see. */
  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case GoTime time -> time.date().toInstant().toString();
      case TemplateStructure structure -> plain(structure.fields());
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(String.valueOf(key), plain(each)));
        yield copy;
      }
      case Collection<?> all -> {
        List<@Nullable Object> copy = new ArrayList<>();
        all.forEach(each -> copy.add(plain(each)));
        yield copy;
      }
      case SafeHtml safe -> safe.text();
      case null -> null;
      default -> value;
    };
  }

  private static List<Function> times(Clock clock) {
    return List.of(
        Function.of(
            "date", two -> time(two.any(1)).field("Format", List.of(two.string(0))), STRING, ANY),
        Function.of("tz", two -> inZone(two.string(0), time(two.any(1))), STRING, ANY),
        Function.of(
            "since",
            one -> {
              Duration age = Duration.between(time(one.any(0)).date().toInstant(), clock.instant());
              return age.toNanos() / NANOS;
            },
            ANY),
        Function.of("humanizeDuration", one -> Humanized.duration(seconds(one.any(0))), ANY));
  }

  private static GoTime time(@Nullable Object value) {
    if (value instanceof GoTime time) {
      return time;
    }
    throw new FunctionFailure("wrong type for value; expected time.Time");
  }

  private static GoTime inZone(String zone, GoTime time) {
    try {
      return new GoTime(time.date().withZoneSameInstant(ZoneId.of(zone)));
    } catch (DateTimeException e) {
      throw new FunctionFailure("unknown time zone " + zone);
    }
  }

  private static double seconds(@Nullable Object value) {
    return switch (value) {
      case Number number -> number.doubleValue();
      case String text -> {
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException e) {
          throw new FunctionFailure("parsing \"" + text + "\": invalid syntax");
        }
      }
      case null, default -> throw new FunctionFailure("can't convert to float");
    };
  }

  private static List<Function> collections() {
    return List.of(
        Function.of("join", two -> joined(two.string(0), two.any(1)), STRING, ANY),
        Function.variadic("stringSlice", NotificationFunctions::list, STRING),
        Function.variadic("list", NotificationFunctions::list, ANY),
        Function.variadic("append", NotificationFunctions::appended, ANY, ANY),
        Function.variadic("dict", NotificationFunctions::dictionary, ANY));
  }

  private static String joined(String separator, @Nullable Object all) {
    if (!(all instanceof Collection<?> elements)) {
      throw new FunctionFailure("wrong type for value; expected []string");
    }
    return elements.stream().map(String::valueOf).collect(Collectors.joining(separator));
  }

  private static List<@Nullable Object> list(Arguments arguments) {
    List<@Nullable Object> all = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      all.add(arguments.any(i));
    }
    return all;
  }

  private static List<@Nullable Object> appended(Arguments arguments) {
    if (!(arguments.any(0) instanceof Collection<?> elements)) {
      throw new FunctionFailure("wrong type for value; expected a list");
    }
    List<@Nullable Object> all = new ArrayList<>(elements);
    all.addAll(list(arguments).subList(1, arguments.size()));
    return all;
  }

  private static Map<String, @Nullable Object> dictionary(Arguments arguments) {
    if (arguments.size() % 2 != 0) {
      throw new FunctionFailure("invalid dict call (expected: keys and values in turn)");
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      map.put(String.valueOf(arguments.any(i)), arguments.any(i + 1));
    }
    return map;
  }
}
