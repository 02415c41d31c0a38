package dev.steward.spi.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be said about an expression's matches without looking at a text: a literal that all of
 * them hold, one that all of them start with, or all of them.
 */
final class RegexLiterals {
  /** May stand for a byte that is no UTF-8, so it need not be there as its own bytes. */
  private static final int REPLACEMENT = 0xFFFD;

  private static final int MAX_TEXTS = 256;
  private static final int MAX_SET = 16;
  private static final int MAX_LENGTH = 4096;

  private RegexLiterals() {}

  /** A text that stands in every match; the longest that is found, empty if there is none. */
  static String required(RegexNode node) {
    Collector collector = new Collector();
    collector.visit(node);
    return collector.best();
  }

  /** Joins literals that stand side by side and keeps the longest. */
  private static final class Collector {
    private final StringBuilder run = new StringBuilder();
    private String best = "";

    void visit(RegexNode node) {
      switch (node) {
        case RegexNode.Any any -> {
          int rune = any.set().single();
          if (rune < 0 || isSurrogate(rune) || rune == REPLACEMENT) {
            cut();
          } else {
            run.appendCodePoint(rune);
          }
        }
        case RegexNode.Place place -> {
          // A place has no width: what stands on both sides of it touches.
        }
        case RegexNode.Group group -> visit(group.part());
        case RegexNode.Sequence sequence -> sequence.parts().forEach(this::visit);
        case RegexNode.Choice choice -> cut();
        case RegexNode.Repeat repeat -> {
          if (repeat.min() > 0) {
            visit(repeat.part());
          }
          if (repeat.min() != 1 || repeat.max() != 1) {
            cut();
          }
        }
      }
    }

    private static boolean isSurrogate(int rune) {
      return rune >= Character.MIN_SURROGATE && rune <= Character.MAX_SURROGATE;
    }

    private void cut() {
      if (run.length() > best.length()) {
        best = run.toString();
      }
      run.setLength(0);
    }

    String best() {
      cut();
      return best;
    }
  }

  /** A text that every match of the whole starts with; empty if there is none. */
  static String prefix(RegexNode node) {
    StringBuilder prefix = new StringBuilder();
    extendPrefix(node, prefix);
    return prefix.toString();
  }

  /** Adds a part's literal start; says whether the part was nothing but literal. */
  private static boolean extendPrefix(RegexNode node, StringBuilder prefix) {
    return switch (node) {
      case RegexNode.Any any -> {
        int rune = any.set().single();
        if (rune < 0) {
          yield false;
        }
        prefix.appendCodePoint(rune);
        yield true;
      }
      case RegexNode.Place place -> true;
      case RegexNode.Group group -> extendPrefix(group.part(), prefix);
      case RegexNode.Sequence sequence ->
          sequence.parts().stream().allMatch(part -> extendPrefix(part, prefix));
      case RegexNode.Choice choice -> false;
      case RegexNode.Repeat repeat -> {
        if (repeat.min() > 0) {
          extendPrefix(repeat.part(), prefix);
        }
        yield false;
      }
    };
  }

  /** All texts that match as a whole, if they are at most 256; else null. */
  static @Nullable Set<String> texts(RegexNode node) {
    List<String> texts = all(withoutEnds(node));
    return texts == null ? null : new LinkedHashSet<>(texts);
  }

  /** Who must match the whole text may say so again. */
  private static RegexNode withoutEnds(RegexNode node) {
    if (!(node instanceof RegexNode.Sequence sequence)) {
      return node;
    }
    List<RegexNode> parts = new ArrayList<>(sequence.parts());
    if (!parts.isEmpty() && parts.getFirst() == RegexNode.Place.TEXT_START) {
      parts.removeFirst();
    }
    if (!parts.isEmpty() && parts.getLast() == RegexNode.Place.TEXT_END) {
      parts.removeLast();
    }
    return new RegexNode.Sequence(parts);
  }

  private static @Nullable List<String> all(RegexNode node) {
    return switch (node) {
      case RegexNode.Any any -> members(any.set());
      case RegexNode.Place place -> null;
      case RegexNode.Group group -> all(group.part());
      case RegexNode.Sequence sequence -> {
        List<String> texts = List.of("");
        for (RegexNode part : sequence.parts()) {
          texts = product(texts, all(part));
          if (texts == null) {
            yield null;
          }
        }
        yield texts;
      }
      case RegexNode.Choice choice -> {
        List<String> texts = new ArrayList<>();
        for (RegexNode option : choice.options()) {
          List<String> more = all(option);
          if (more == null || texts.size() + more.size() > MAX_TEXTS) {
            yield null;
          }
          texts.addAll(more);
        }
        yield texts;
      }
      case RegexNode.Repeat repeat -> repeated(repeat);
    };
  }

  private static @Nullable List<String> repeated(RegexNode.Repeat repeat) {
    if (repeat.max() == RegexNode.Repeat.UNLIMITED || repeat.max() > MAX_SET) {
      return null;
    }
    List<String> once = all(repeat.part());
    List<String> texts = new ArrayList<>();
    List<String> times = List.of("");
    for (int count = 0; count <= repeat.max(); count++) {
      if (count >= repeat.min()) {
        texts.addAll(times);
      }
      List<String> more = count == repeat.max() ? times : product(times, once);
      if (more == null || texts.size() > MAX_TEXTS) {
        return null;
      }
      times = more;
    }
    return texts;
  }

  private static @Nullable List<String> members(RuneSet set) {
    if (set.size() > MAX_SET) {
      return null;
    }
    List<String> members = new ArrayList<>();
    for (int range = 0; range < set.rangeCount(); range++) {
      for (int rune = set.first(range); rune <= set.last(range); rune++) {
        members.add(Character.toString(rune));
      }
    }
    return members;
  }

  private static @Nullable List<String> product(List<String> heads, @Nullable List<String> tails) {
    if (tails == null || (long) heads.size() * tails.size() > MAX_TEXTS) {
      return null;
    }
    List<String> texts = new ArrayList<>(heads.size() * tails.size());
    for (String head : heads) {
      for (String tail : tails) {
        if (head.length() + tail.length() > MAX_LENGTH) {
          return null;
        }
        texts.add(head + tail);
      }
    }
    return texts;
  }
}
