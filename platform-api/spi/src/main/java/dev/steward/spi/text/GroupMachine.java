package dev.steward.spi.text;

import dev.steward.spi.text.GroupProgram.At;
import dev.steward.spi.text.GroupProgram.Instruction;
import dev.steward.spi.text.GroupProgram.Match;
import dev.steward.spi.text.GroupProgram.Read;
import dev.steward.spi.text.GroupProgram.Save;
import dev.steward.spi.text.GroupProgram.Split;
import dev.steward.spi.text.RegexNode.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a match and its groups in time proportional to the text and the expression. For one thread.
 *
 * <p>All ways through the program are followed at once, a character at a time; each way remembers
 * where its groups are. Of ways that come to the same instruction the preferred one goes on, so
 * that no more are followed than there are instructions. Source: Russ Cox, "Regular Expression
 * Matching: the Virtual Machine Approach" (Pike's machine).
 */
final class GroupMachine {
  /** A way: the instruction that it has come to, and where its groups are. */
  private record Way(int instruction, int[] slots) {}

  private final GroupProgram program;
  private final String text;

  /** At which step an instruction was come to last. */
  private final int[] seen;

  private final Deque<Way> pending = new ArrayDeque<>();
  private List<Way> ways = new ArrayList<>();
  private List<Way> nextWays = new ArrayList<>();
  private int step;

  GroupMachine(GroupProgram program, String text) {
    this.program = program;
    this.text = text;
    this.seen = new int[program.instructions().size()];
  }

  /**
   * The match that starts first, the preferred one of several.
   *
   * @param from where it may start first
   * @param whole whether it must go from there to the end of the text
   * @return where its groups start and end, -1 for one that took no part; null where nothing
   *     matches
   */
  int @Nullable [] find(int from, boolean whole) {
    int[] found = null;
    ways.clear();
    for (int at = from; ; ) {
      step++;
      nextWays.clear();
      for (Way way : ways) {
        follow(way, at);
      }
      if (found == null && (!whole || at == from)) {
        follow(new Way(program.start(), noGroups()), at);
      }
      List<Way> now = nextWays;
      nextWays = ways;
      ways = now;
      if (ways.isEmpty() && (found != null || whole)) {
        return found;
      }
      boolean atEnd = at == text.length();
      int rune = atEnd ? -1 : text.codePointAt(at);
      int[] matched = read(rune, whole && !atEnd);
      found = matched != null ? matched : found;
      if (atEnd) {
        return found;
      }
      at += Character.charCount(rune);
    }
  }

  private int[] noGroups() {
    int[] slots = new int[program.slots()];
    java.util.Arrays.fill(slots, -1);
    return slots;
  }

  /**
   * Lets the ways read a character, in their order; those behind one that has matched are given up.
   *
   * @return the groups of the way that has matched, or null
   */
  private int @Nullable [] read(int rune, boolean mustGoOn) {
    int kept = 0;
    for (Way way : ways) {
      switch (program.instructions().get(way.instruction())) {
        case Match ignored -> {
          if (!mustGoOn) {
            ways.subList(kept, ways.size()).clear();
            return way.slots();
          }
        }
        case Read read -> {
          if (rune >= 0 && read.set().contains(rune)) {
            ways.set(kept++, new Way(read.next(), way.slots()));
          }
        }
        case Split ignored -> throw new IllegalStateException("a split was not followed");
        case Save ignored -> throw new IllegalStateException("a group was not followed");
        case At ignored -> throw new IllegalStateException("a place was not followed");
      }
    }
    ways.subList(kept, ways.size()).clear();
    return null;
  }

  /** Follows a way to where it reads a character or has matched, preferred ways first. */
  private void follow(Way first, int at) {
    pending.push(first);
    while (!pending.isEmpty()) {
      Way way = pending.pop();
      if (seen[way.instruction()] == step) {
        continue;
      }
      seen[way.instruction()] = step;
      Instruction instruction = program.instructions().get(way.instruction());
      switch (instruction) {
        case Split split -> {
          pending.push(new Way(split.other(), way.slots()));
          pending.push(new Way(split.preferred(), way.slots()));
        }
        case Save save -> {
          int[] slots = way.slots().clone();
          slots[save.slot()] = at;
          pending.push(new Way(save.next(), slots));
        }
        case At place -> {
          if (isAt(place.place(), at)) {
            pending.push(new Way(place.next(), way.slots()));
          }
        }
        case Read ignored -> nextWays.add(way);
        case Match ignored -> nextWays.add(way);
      }
    }
  }

  private boolean isAt(Place place, int at) {
    return switch (place) {
      case TEXT_START -> at == 0;
      case TEXT_END -> at == text.length();
      case LINE_START -> at == 0 || text.charAt(at - 1) == '\n';
      case LINE_END -> at == text.length() || text.charAt(at) == '\n';
      case WORD_BOUNDARY -> isWord(at - 1) != isWord(at);
      case NO_WORD_BOUNDARY -> isWord(at - 1) == isWord(at);
    };
  }

  private boolean isWord(int at) {
    return at >= 0 && at < text.length() && NamedSets.WORD.contains(text.charAt(at));
  }
}
