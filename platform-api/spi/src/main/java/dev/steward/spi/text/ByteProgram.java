package dev.steward.spi.text;

import dev.steward.spi.text.RegexNode.Place;
import java.util.Arrays;

/**
 * An expression as instructions of a machine that reads the bytes of UTF-8: read a byte of a range,
 * go two ways, go on if a place is right, or match. Immutable and safe for any thread.
 *
 * <p>Instructions stand in columns. {@code BYTES}: {@code first} to {@code last} lead to {@code
 * next}. {@code SPLIT}: to {@code next} and to {@code first}. {@code PLACE}: {@code first} is the
 * ordinal of the {@link Place}.
 */
final class ByteProgram {
  static final byte BYTES = 0;
  static final byte SPLIT = 1;
  static final byte PLACE = 2;
  static final byte MATCH = 3;

  private static final int MAX_SIZE = 200_000;

  byte[] operation = new byte[64];
  int[] first = new int[64];
  int[] last = new int[64];
  int[] next = new int[64];
  private int size;
  private int start;

  private ByteProgram() {}

  /**
   * The program of an expression.
   *
   * @param anywhere whether the match may start and end anywhere, or must be the whole text
   * @throws RegexSyntaxException if it would be too large
   */
  static ByteProgram of(RegexNode expression, boolean anywhere, String source) {
    ByteProgram program = new ByteProgram();
    int match = program.add(MATCH, 0, 0, 0, source);
    int end = anywhere ? match : program.place(Place.TEXT_END, match, source);
    int body = program.compile(expression, end, source);
    if (anywhere) {
      int loop = program.add(SPLIT, 0, 0, body, source);
      int skip = program.any(RuneSet.ALL, loop, source);
      program.first[loop] = skip;
      program.start = loop;
    } else {
      program.start = body;
    }
    return program;
  }

  int size() {
    return size;
  }

  int start() {
    return start;
  }

  /** Whether any instruction asks about one of these places. */
  boolean uses(Place... places) {
    for (int pc = 0; pc < size; pc++) {
      for (Place place : places) {
        if (operation[pc] == PLACE && first[pc] == place.ordinal()) {
          return true;
        }
      }
    }
    return false;
  }

  private int add(byte kind, int low, int high, int to, String source) {
    if (size == MAX_SIZE) {
      throw new RegexSyntaxException(source, "expression too large", -1);
    }
    if (size == operation.length) {
      int room = size * 2;
      operation = Arrays.copyOf(operation, room);
      first = Arrays.copyOf(first, room);
      last = Arrays.copyOf(last, room);
      next = Arrays.copyOf(next, room);
    }
    operation[size] = kind;
    first[size] = low;
    last[size] = high;
    next[size] = to;
    return size++;
  }

  private int place(Place place, int to, String source) {
    return add(PLACE, place.ordinal(), 0, to, source);
  }

  /** Adds the instructions of a part that lead to {@code to}; gives where they start. */
  private int compile(RegexNode node, int to, String source) {
    return switch (node) {
      case RegexNode.Any any -> any(any.set(), to, source);
      case Place place -> place(place, to, source);
      case RegexNode.Group group -> compile(group.part(), to, source);
      case RegexNode.Sequence sequence -> {
        int from = to;
        for (RegexNode part : sequence.parts().reversed()) {
          from = compile(part, from, source);
        }
        yield from;
      }
      case RegexNode.Choice choice -> {
        int from = -1;
        for (RegexNode option : choice.options().reversed()) {
          int optionStart = compile(option, to, source);
          from = from < 0 ? optionStart : add(SPLIT, from, 0, optionStart, source);
        }
        yield from;
      }
      case RegexNode.Repeat repeat -> repeat(repeat, to, source);
    };
  }

  private int repeat(RegexNode.Repeat repeat, int to, String source) {
    int from = to;
    int copies = repeat.min();
    if (repeat.max() == RegexNode.Repeat.UNLIMITED) {
      int loop = add(SPLIT, to, 0, 0, source);
      int body = compile(repeat.part(), loop, source);
      next[loop] = body;
      // The loop's own body is the last of the copies that must be there.
      from = copies > 0 ? body : loop;
      copies = Math.max(0, copies - 1);
    } else {
      for (int i = repeat.min(); i < repeat.max(); i++) {
        from = add(SPLIT, to, 0, compile(repeat.part(), from, source), source);
      }
    }
    for (int i = 0; i < copies; i++) {
      from = compile(repeat.part(), from, source);
    }
    return from;
  }

  private int any(RuneSet set, int to, String source) {
    int from = -1;
    for (int[] ranges : Utf8.sequences(set)) {
      int sequence = to;
      for (int i = ranges.length - 2; i >= 0; i -= 2) {
        sequence = add(BYTES, ranges[i], ranges[i + 1], sequence, source);
      }
      from = from < 0 ? sequence : add(SPLIT, from, 0, sequence, source);
    }
    // No byte is in this range: an empty set leads nowhere.
    return from < 0 ? add(BYTES, 1, 0, to, source) : from;
  }
}
