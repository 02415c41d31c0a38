package dev.steward.spi.text;

import dev.steward.spi.text.RegexNode.Place;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Says whether an expression matches, in time proportional to the text, whatever the expression.
 * Safe for any thread.
 *
 * <p>It is a deterministic automaton whose states are made when they are first needed. A state is
 * the set of instructions of a {@link ByteProgram} that may come next, and what the byte before was
 * as far as the program asks. Whether the place between two bytes is a word boundary or a line end
 * is known only with the second byte; so a state holds its instructions as they were reached, and
 * they are followed to where they read a byte only when that byte is known. The end of the text
 * counts as one more byte.
 *
 * <p>States are kept up to a limit; then all are forgotten and made anew, so memory is bounded and
 * the worst case is a step of every instruction for every byte.
 *
 * <p>Source: Russ Cox, "Regular Expression Matching Can Be Simple And Fast" and "Regular Expression
 * Matching in the Wild". Threads share states without locks: a state's own fields are final, and a
 * link between states that one thread does not see yet is only made twice.
 */
final class ByteAutomaton {
  private static final Place[] PLACES = Place.values();
  private static final int MAX_CACHED = 2_000_000;

  /** What the byte before a place was. */
  private static final int NOTHING_BEFORE = 1;

  private static final int LINE_FEED_BEFORE = 2;
  private static final int WORD_BEFORE = 4;

  private static final State MATCHED = new State(new int[0], -1, 0);
  private static final State DEAD = new State(new int[0], -2, 0);

  private final ByteProgram program;

  /** Bytes that no instruction tells apart share a number. */
  private final byte[] classes = new byte[256];

  /** A byte of each class. */
  private final int[] samples;

  private final int contextMask;
  private volatile Cache cache;

  private static final class State {
    final int[] instructions;
    final int context;
    final @Nullable State[] next;

    State(int[] instructions, int context, int symbols) {
      this.instructions = instructions;
      this.context = context;
      this.next = new State[symbols];
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof State that
          && context == that.context
          && Arrays.equals(instructions, that.instructions);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(instructions) * 31 + context;
    }
  }

  /** All states made since the last time that they were too many. */
  private static final class Cache {
    final ConcurrentMap<State, State> states = new ConcurrentHashMap<>();
    final State start;
    volatile int size;

    Cache(State start) {
      this.start = start;
      states.put(start, start);
    }
  }

  /** What a thread needs to make a state. */
  private static final class Scratch {
    final int[] stack;
    final int[] reached;
    final boolean[] followed;
    final boolean[] isReached;

    Scratch(int size) {
      stack = new int[2 * size + 2];
      reached = new int[size];
      followed = new boolean[size];
      isReached = new boolean[size];
    }
  }

  ByteAutomaton(ByteProgram program) {
    this.program = program;
    boolean lines = program.uses(Place.LINE_START, Place.LINE_END);
    boolean words = program.uses(Place.WORD_BOUNDARY, Place.NO_WORD_BOUNDARY);
    boolean start = program.uses(Place.TEXT_START, Place.LINE_START);
    this.contextMask =
        (start ? NOTHING_BEFORE : 0) | (lines ? LINE_FEED_BEFORE : 0) | (words ? WORD_BEFORE : 0);
    this.samples = classify(lines, words);
    this.cache = newCache();
  }

  private int[] classify(boolean lines, boolean words) {
    boolean[] starts = new boolean[257];
    starts[0] = true;
    for (int pc = 0; pc < program.size(); pc++) {
      if (program.operation[pc] == ByteProgram.BYTES && program.first[pc] <= program.last[pc]) {
        starts[program.first[pc]] = true;
        starts[program.last[pc] + 1] = true;
      }
    }
    for (int b = 1; b < 256; b++) {
      starts[b] |= lines && (b == '\n' || b == '\n' + 1);
      starts[b] |= words && isWord(b) != isWord(b - 1);
    }
    int[] found = new int[256];
    int count = 0;
    for (int b = 0; b < 256; b++) {
      if (starts[b]) {
        found[count++] = b;
      }
      classes[b] = (byte) (count - 1);
    }
    return Arrays.copyOf(found, count);
  }

  private static boolean isWord(int b) {
    return b < 0x80 && NamedSets.WORD.contains(b);
  }

  private Cache newCache() {
    int[] start = {program.start()};
    return new Cache(new State(start, NOTHING_BEFORE & contextMask, samples.length + 1));
  }

  /** Whether the program matches bytes, which must be UTF-8. */
  boolean matches(byte[] bytes, int from, int to) {
    State state = cache.start;
    Scratch scratch = null;
    for (int at = from; at <= to; at++) {
      int symbol = at == to ? samples.length : classes[bytes[at] & 0xFF] & 0xFF;
      State next = state.next[symbol];
      if (next == null) {
        scratch = scratch == null ? new Scratch(program.size()) : scratch;
        next = make(state, symbol, scratch);
        state.next[symbol] = next;
      }
      if (next == MATCHED) {
        return true;
      }
      if (next == DEAD) {
        return false;
      }
      state = next;
    }
    return false;
  }

  private State make(State state, int symbol, Scratch scratch) {
    boolean atEnd = symbol == samples.length;
    int next = atEnd ? -1 : samples[symbol];
    int count = 0;
    int depth = 0;
    boolean matched = false;
    Arrays.fill(scratch.followed, false);
    for (int pc : state.instructions) {
      scratch.stack[depth++] = pc;
    }
    while (depth > 0 && !matched) {
      int pc = scratch.stack[--depth];
      if (scratch.followed[pc]) {
        continue;
      }
      scratch.followed[pc] = true;
      switch (program.operation[pc]) {
        case ByteProgram.MATCH -> matched = true;
        case ByteProgram.SPLIT -> {
          scratch.stack[depth++] = program.first[pc];
          scratch.stack[depth++] = program.next[pc];
        }
        case ByteProgram.PLACE -> {
          if (isAt(program.first[pc], state.context, next)) {
            scratch.stack[depth++] = program.next[pc];
          }
        }
        default -> {
          int target = program.next[pc];
          if (next >= program.first[pc] && next <= program.last[pc] && !scratch.isReached[target]) {
            scratch.isReached[target] = true;
            scratch.reached[count++] = target;
          }
        }
      }
    }
    int[] instructions = Arrays.copyOf(scratch.reached, count);
    for (int pc : instructions) {
      scratch.isReached[pc] = false;
    }
    if (matched) {
      return MATCHED;
    }
    if (atEnd || count == 0) {
      return DEAD;
    }
    Arrays.sort(instructions);
    return remembered(new State(instructions, contextAfter(next), samples.length + 1));
  }

  private State remembered(State made) {
    Cache current = cache;
    State known = current.states.putIfAbsent(made, made);
    if (known != null) {
      return known;
    }
    int size = current.size + made.instructions.length + made.next.length;
    current.size = size;
    if (size > MAX_CACHED) {
      cache = newCache();
    }
    return made;
  }

  private int contextAfter(int b) {
    int context = (b == '\n' ? LINE_FEED_BEFORE : 0) | (isWord(b) ? WORD_BEFORE : 0);
    return context & contextMask;
  }

  /** Whether a place is right, with what was before it and the byte after it; -1 is the end. */
  private static boolean isAt(int place, int context, int next) {
    boolean atStart = (context & NOTHING_BEFORE) != 0;
    boolean boundary = ((context & WORD_BEFORE) != 0) != (next >= 0 && isWord(next));
    return switch (PLACES[place]) {
      case TEXT_START -> atStart;
      case TEXT_END -> next < 0;
      case LINE_START -> atStart || (context & LINE_FEED_BEFORE) != 0;
      case LINE_END -> next < 0 || next == '\n';
      case WORD_BOUNDARY -> boundary;
      case NO_WORD_BOUNDARY -> !boundary;
    };
  }
}
