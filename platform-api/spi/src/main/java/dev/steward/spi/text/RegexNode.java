package dev.steward.spi.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of an expression, with its flags already worked in. */
sealed interface RegexNode {
  /** One character out of a set; an empty set matches nothing. */
  record Any(RuneSet set) implements RegexNode {}

  /** Parts one after the other; none of them is the empty text. */
  record Sequence(List<RegexNode> parts) implements RegexNode {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** One of several, the first that leads to a match. */
  record Choice(List<RegexNode> options) implements RegexNode {
    public Choice {
      options = List.copyOf(options);
    }
  }

  /**
   * A part several times.
   *
   * @param max the most times; {@link #UNLIMITED} for any number
   * @param greedy whether more is tried before fewer
   */
  record Repeat(RegexNode part, int min, int max, boolean greedy) implements RegexNode {
    static final int UNLIMITED = -1;
  }

  /** A group that captures, numbered from 1 by where it opens. */
  record Group(RegexNode part, int number, @Nullable String name) implements RegexNode {}

  /** A condition on a place between characters. */
  enum Place implements RegexNode {
    TEXT_START,
    TEXT_END,
    LINE_START,
    LINE_END,
    WORD_BOUNDARY,
    NO_WORD_BOUNDARY
  }

  /** The empty text. */
  static RegexNode empty() {
    return new Sequence(List.of());
  }
}
