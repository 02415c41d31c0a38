package dev.steward.collector.check;

import dev.steward.collector.batch.Intake;
import dev.steward.collector.input.Input;
import dev.steward.collector.input.InputCounters;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Every check of an agent, each at its interval. */
public final class Checks implements Input {
  /** How many looks may be under way; each has a thread, and perhaps a process. */
  private static final int MAX_UNDER_WAY = 16;

  private final InputCounters counters = InputCounters.of("checks");
  private final List<CheckLoop> loops = new ArrayList<>();

  /** Makes the checks; {@link #start} lets them run. */
  public Checks(List<Entry> entries, String host, Intake intake, Clock clock) {
    Semaphore underWay = new Semaphore(MAX_UNDER_WAY);
    for (Entry entry : entries) {
      loops.add(new CheckLoop(entry.spec, host, intake, clock, underWay, counters));
    }
  }

  /** A check that a configuration asks for. Immutable. */
  public static final class Entry {
    private final CheckSpec spec;

    private Entry(CheckSpec spec) {
      this.spec = spec;
    }

    /**
     * Reads an entry: {@code name}, {@code every}, {@code timeout}, and one of {@code tcp}, {@code
     * tls}, {@code http}, {@code dns}, {@code icmp}, {@code smtp}, {@code imap} and {@code command}
     * with its options.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static Entry parse(Map<String, String> entry) {
      return new Entry(CheckKind.parse(entry));
    }
  }

  @Override
  public void start() {
    loops.forEach(CheckLoop::start);
  }

  @Override
  public InputCounters counters() {
    return counters;
  }

  @Override
  public void close() {
    loops.forEach(CheckLoop::stop);
    loops.forEach(CheckLoop::join);
  }
}
