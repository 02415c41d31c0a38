package dev.steward.spi.text;

import dev.steward.spi.text.RegexNode.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * An expression as instructions of a machine that reads characters and remembers where groups start
 * and end. Immutable and safe for any thread.
 *
 * @param instructions the instructions; they lead to others by their place in this list
 * @param start where the machine starts
 * @param slots how many places are remembered: two for each group, the whole match as group 0
 */
record GroupProgram(List<Instruction> instructions, int start, int slots) {
  private static final int MAX_SIZE = 200_000;

  /** An instruction. */
  sealed interface Instruction {}

  /** Reads a character of a set and goes on. */
  record Read(RuneSet set, int next) implements Instruction {}

  /** Goes two ways; what the preferred way finds counts more. */
  record Split(int preferred, int other) implements Instruction {}

  /** Remembers where it is and goes on. */
  record Save(int slot, int next) implements Instruction {}

  /** Goes on if a place is right. */
  record At(Place place, int next) implements Instruction {}

  /** The expression has matched. */
  record Match() implements Instruction {}

  /** Copies the list. */
  GroupProgram {
    instructions = List.copyOf(instructions);
  }

  /**
   * The program of an expression.
   *
   * @param groups how many groups it has
   * @throws RegexSyntaxException if it would be too large
   */
  static GroupProgram of(RegexNode expression, int groups, String source) {
    Compiler compiler = new Compiler(source);
    int end = compiler.add(new Save(1, compiler.add(new Match())));
    int start = compiler.add(new Save(0, compiler.compile(expression, end)));
    return new GroupProgram(compiler.instructions, start, 2 * groups + 2);
  }

  /** Whether a part may match the empty text. */
  static boolean mayBeEmpty(RegexNode node) {
    return switch (node) {
      case RegexNode.Any ignored -> false;
      case Place ignored -> true;
      case RegexNode.Group group -> mayBeEmpty(group.part());
      case RegexNode.Sequence sequence ->
          sequence.parts().stream().allMatch(GroupProgram::mayBeEmpty);
      case RegexNode.Choice choice -> choice.options().stream().anyMatch(GroupProgram::mayBeEmpty);
      case RegexNode.Repeat repeat -> repeat.min() == 0 || mayBeEmpty(repeat.part());
    };
  }

  /** Adds instructions from the last to the first. */
  private static final class Compiler {
    private final String source;
    private final List<Instruction> instructions = new ArrayList<>();

    Compiler(String source) {
      this.source = source;
    }

    int add(Instruction instruction) {
      if (instructions.size() == MAX_SIZE) {
        throw new RegexSyntaxException(source, "expression too large", -1);
      }
      instructions.add(instruction);
      return instructions.size() - 1;
    }

    /** Adds the instructions of a part that lead to {@code to}; gives where they start. */
    int compile(RegexNode node, int to) {
      return switch (node) {
        case RegexNode.Any any -> add(new Read(any.set(), to));
        case Place place -> add(new At(place, to));
        case RegexNode.Group group -> {
          int close = add(new Save(2 * group.number() + 1, to));
          yield add(new Save(2 * group.number(), compile(group.part(), close)));
        }
        case RegexNode.Sequence sequence -> {
          int from = to;
          for (RegexNode part : sequence.parts().reversed()) {
            from = compile(part, from);
          }
          yield from;
        }
        case RegexNode.Choice choice -> {
          int from = -1;
          for (RegexNode option : choice.options().reversed()) {
            int first = compile(option, to);
            from = from < 0 ? first : add(new Split(first, from));
          }
          yield from;
        }
        case RegexNode.Repeat repeat -> repeat(repeat, to);
      };
    }

    private int repeat(RegexNode.Repeat repeat, int to) {
      int from = to;
      int copies = repeat.min();
      if (repeat.max() == RegexNode.Repeat.UNLIMITED) {
        int loop = add(new Match());
        int body = compile(repeat.part(), loop);
        instructions.set(loop, split(repeat, body, to));
        // A part that matches nothing leaves the loop, as in Go, so its way in must be another.
        int wayIn = mayBeEmpty(repeat.part()) ? add(split(repeat, body, to)) : loop;
        from = copies == 0 ? wayIn : body;
        copies = Math.max(0, copies - 1);
      } else {
        for (int i = repeat.min(); i < repeat.max(); i++) {
          from = add(split(repeat, compile(repeat.part(), from), to));
        }
      }
      for (int i = 0; i < copies; i++) {
        from = compile(repeat.part(), from);
      }
      return from;
    }

    private static Split split(RegexNode.Repeat repeat, int body, int to) {
      return repeat.greedy() ? new Split(body, to) : new Split(to, body);
    }
  }
}
