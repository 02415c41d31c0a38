package dev.steward.collector;

import dev.steward.configuration.Configuration;
import dev.steward.configuration.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads settings that are lists, and notes what is wrong with each entry. */
final class EntryReader {
  private EntryReader() {}

  /** The entries that a parser takes; what it refuses is added to {@code problems}. */
  static <E, T> List<T> parse(
      Configuration configuration,
      Setting<List<E>> setting,
      Function<E, T> parser,
      List<String> problems) {
    List<T> values = new ArrayList<>();
    for (E entry : configuration.value(setting)) {
      try {
        values.add(parser.apply(entry));
      } catch (IllegalArgumentException e) {
        problems.add(configuration.place(setting) + ": " + e.getMessage());
      }
    }
    return values;
  }
}
