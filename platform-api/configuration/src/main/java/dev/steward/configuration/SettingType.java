package dev.steward.configuration;

import dev.steward.configuration.RawValue.Kind;
import dev.steward.configuration.RawValue.Mapping;
import dev.steward.configuration.RawValue.Scalar;
import dev.steward.configuration.RawValue.Sequence;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a setting's value may be, and how it is read. Immutable and safe for any thread.
 *
 * <p>In the file a value must have the type's own YAML form: a number where text is expected is an
 * error and not a guess. The environment and flags know only text.
 *
 * @param <T> the type of the value
 */
public final class SettingType<T> {
  /** Any text; in the file, a number or a boolean has to be quoted to be text. */
  public static final SettingType<String> TEXT =
      scalar("text; put numbers, true and false in quotes", Function.identity(), Kind.TEXT);

  /** A whole number of 64 bits. */
  public static final SettingType<Long> INTEGER =
      scalar("a whole number", Long::parseLong, Kind.INTEGER);

  /** {@code true} or {@code false}. */
  public static final SettingType<Boolean> BOOLEAN =
      scalar("true or false", SettingType::parseBoolean, Kind.BOOLEAN);

  /** A duration: see {@link DurationText}. */
  public static final SettingType<Duration> DURATION =
      scalar(
          DurationText.EXPECTED,
          DurationText::parse,
          Kind.TEXT,
          Kind.INTEGER); // an integer, since 0 needs no unit

  /** A size in bytes: see {@link ByteSizeText}. */
  public static final SettingType<Long> BYTES =
      scalar(ByteSizeText.EXPECTED, ByteSizeText::parse, Kind.TEXT, Kind.INTEGER);

  /** A host with a port. */
  public static final SettingType<HostPort> HOST_PORT =
      scalar("host:port, such as 127.0.0.1:8740 or [::1]:8740", HostPort::parse, Kind.TEXT);

  /** A path of a file or a folder; relative ones count from the working directory. */
  public static final SettingType<Path> PATH = scalar("a path", SettingType::parsePath, Kind.TEXT);

  /** Several texts; in the environment and in a flag, with commas between them. */
  public static final SettingType<List<String>> TEXT_LIST =
      new SettingType<>("a list of texts, such as [a, b]", SettingType::readList);

  /** Texts by name; in the environment and in a flag as {@code a=1,b=2}. */
  public static final SettingType<Map<String, String>> TEXT_MAP =
      new SettingType<>("texts by name, such as {site: attic}", SettingType::readMap);

  /**
   * Several entries, each with keys and texts of its own; the environment and flags cannot say
   * them. Numbers, {@code true} and {@code false} are texts too.
   */
  public static final SettingType<List<Map<String, String>>> ENTRIES =
      new SettingType<>("a list of mappings, such as [{name: a}]", SettingType::readEntries);

  /**
   * A tree of maps, lists, texts, whole numbers, decimal numbers and booleans, in a form that
   * whoever asks for it knows; the environment and flags cannot say it.
   */
  public static final SettingType<Object> TREE =
      new SettingType<>("mappings and lists", SettingType::readTree);

  private final String expected;
  private final Function<RawValue, T> reader;

  private SettingType(String expected, Function<RawValue, T> reader) {
    this.expected = expected;
    this.reader = reader;
  }

  /** A whole number within bounds, both included. */
  public static SettingType<Long> integer(long min, long max) {
    return scalar(
        "a whole number from " + min + " to " + max,
        text -> {
          long value = Long.parseLong(text);
          if (value < min || value > max) {
            throw new IllegalArgumentException(text);
          }
          return value;
        },
        Kind.INTEGER);
  }

  /** One of several words. */
  public static SettingType<String> oneOf(String... words) {
    Set<String> accepted = Set.of(words);
    return scalar(
        "one of " + String.join(", ", words),
        text -> {
          if (!accepted.contains(text)) {
            throw new IllegalArgumentException(text);
          }
          return text;
        },
        Kind.TEXT);
  }

  /** This type, or the word {@code off}, which is read as nothing. */
  public SettingType<Optional<T>> orOff() {
    return new SettingType<>(
        expected + "; or off",
        value ->
            value instanceof Scalar scalar && scalar.text().equals("off")
                ? Optional.empty()
                : Optional.of(read(value)));
  }

  private static <T> SettingType<T> scalar(
      String expected, Function<String, T> parser, Kind first, Kind... others) {
    Set<Kind> kinds = EnumSet.of(first, others);
    kinds.add(Kind.UNTYPED);
    return new SettingType<>(
        expected,
        value -> {
          if (value instanceof Scalar scalar && kinds.contains(scalar.kind())) {
            return parser.apply(scalar.text());
          }
          throw new IllegalArgumentException(value.shown());
        });
  }

  private static Boolean parseBoolean(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Path parsePath(String text) {
    try {
      if (!text.isEmpty()) {
        return Path.of(text);
      }
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(text, e);
    }
    throw new IllegalArgumentException("empty");
  }

  private static List<String> readList(RawValue value) {
    return switch (value) {
      case Sequence sequence -> {
        List<String> texts = new ArrayList<>();
        for (RawValue element : sequence.values()) {
          texts.add(TEXT.read(element));
        }
        yield List.copyOf(texts);
      }
      case Scalar scalar when scalar.kind() == Kind.UNTYPED -> split(scalar.text());
      case Scalar scalar -> throw new IllegalArgumentException(scalar.shown());
      case Mapping mapping -> throw new IllegalArgumentException(mapping.shown());
    };
  }

  private static Map<String, String> readMap(RawValue value) {
    Map<String, String> texts = new LinkedHashMap<>();
    switch (value) {
      case Mapping mapping ->
          mapping.values().forEach((name, element) -> texts.put(name, TEXT.read(element)));
      case Scalar scalar when scalar.kind() == Kind.UNTYPED -> {
        for (String pair : split(scalar.text())) {
          int equals = pair.indexOf('=');
          if (equals <= 0) {
            throw new IllegalArgumentException(pair);
          }
          texts.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
      }
      case Scalar scalar -> throw new IllegalArgumentException(scalar.shown());
      case Sequence sequence -> throw new IllegalArgumentException(sequence.shown());
    }
    return Collections.unmodifiableMap(texts);
  }

  private static List<Map<String, String>> readEntries(RawValue value) {
    if (!(value instanceof Sequence sequence)) {
      if (value instanceof Scalar scalar
          && scalar.kind() == Kind.UNTYPED
          && scalar.text().isEmpty()) {
        return List.of();
      }
      throw new IllegalArgumentException(value.shown());
    }
    List<Map<String, String>> entries = new ArrayList<>();
    for (RawValue element : sequence.values()) {
      if (!(element instanceof Mapping mapping)) {
        throw new IllegalArgumentException(element.shown());
      }
      Map<String, String> entry = new LinkedHashMap<>();
      mapping
          .values()
          .forEach((name, part) -> {
            if (!(part instanceof Scalar scalar)) {
              throw new IllegalArgumentException(name + ": " + part.shown());
            }
            entry.put(name, scalar.text());
          });
      entries.add(Collections.unmodifiableMap(entry));
    }
    return List.copyOf(entries);
  }

  private static Object readTree(RawValue value) {
    return switch (value) {
      case Scalar scalar ->
          switch (scalar.kind()) {
            case TEXT -> scalar.text();
            case INTEGER -> Long.parseLong(scalar.text());
            case DECIMAL -> Double.parseDouble(scalar.text());
            case BOOLEAN -> Boolean.parseBoolean(scalar.text());
            case UNTYPED -> {
              if (!scalar.text().isEmpty()) {
                throw new IllegalArgumentException(scalar.text());
              }
              yield List.of();
            }
          };
      case Sequence sequence -> sequence.values().stream().map(SettingType::readTree).toList();
      case Mapping mapping -> {
        Map<String, Object> tree = new LinkedHashMap<>();
        mapping.values().forEach((name, part) -> tree.put(name, readTree(part)));
        yield tree;
      }
    };
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return List.copyOf(parts);
  }

  /** What a value has to look like, for error messages. */
  public String expected() {
    return expected;
  }

  /** Whether a value is a mapping with names of its own, below which no other setting stands. */
  boolean takesMapping() {
    return this == TEXT_MAP;
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if it is not of this type
   */
  T read(RawValue value) {
    return reader.apply(value);
  }

  /** As {@link #expected()}. */
  @Override
  public String toString() {
    return expected;
  }
}
