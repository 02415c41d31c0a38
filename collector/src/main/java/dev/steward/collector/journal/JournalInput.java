package dev.steward.collector.journal;

import dev.steward.collector.batch.BatchSink;
import dev.steward.collector.batch.Intake;
import dev.steward.collector.batch.IntakeClosedException;
import dev.steward.collector.input.ChangeStream;
import dev.steward.collector.input.Complaints;
import dev.steward.collector.input.ErrorText;
import dev.steward.collector.input.Input;
import dev.steward.collector.input.InputCounters;
import dev.steward.collector.input.InputThread;
import dev.steward.collector.queue.InputPosition;
import dev.steward.formats.journal.JournalEntry;
import dev.steward.formats.journal.JournalExportReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows systemd's journal with a {@code journalctl} that is started again whenever it ends.
 *
 * <p>The cursor of an entry commits together with the entry, and the next {@code journalctl} starts
 * behind it: nothing is lost or read twice, whoever of the two is killed. The first time, what was
 * logged since the machine started is read.
 */
public final class JournalInput implements Input {
  /** The key under which the queue keeps the cursor. */
  static final String KEY = "journal";

  private static final String NAME = "journal";
  private static final int BUFFER_BYTES = 64 << 10;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(30);
  private static final long NANOS_PER_MICRO = 1_000;

  private final List<String> command;
  private final Intake intake;
  private final Clock clock;
  private final JournalStreams streams;
  private final UnitChanges changes;
  private final InputCounters counters = InputCounters.of(NAME);
  private final Complaints complaints = new Complaints();
  private final InputThread thread = new InputThread(NAME, this::run);
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private volatile @Nullable Process process;
  private String cursor;
  private boolean readSomething;

  /**
   * Makes the input.
   *
   * @param command {@code journalctl} and options that say which journal
   * @param positions how far inputs were read, by key, as the queue knows it
   */
  public JournalInput(
      List<String> command,
      String host,
      Map<String, String> positions,
      Intake intake,
      Clock clock) {
    this.command = List.copyOf(command);
    this.intake = intake;
    this.clock = clock;
    this.streams = new JournalStreams(host);
    this.changes = new UnitChanges(new ChangeStream(host));
    this.cursor = positions.getOrDefault(KEY, "");
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public InputCounters counters() {
    return counters;
  }

  private void run() throws IntakeClosedException {
    Duration pause = FIRST_PAUSE;
    do {
      readSomething = false;
      String problem = followOnce();
      if (!thread.isStopping()) {
        counters.failures().increment();
        complaints.add("journal", problem);
        pause = readSomething ? FIRST_PAUSE : min(pause.multipliedBy(2), MAX_PAUSE);
      }
    } while (thread.pause(pause));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of("--follow", "--no-tail", "--all", "--output=export"));
    arguments.add(cursor.isEmpty() ? "--boot" : "--after-cursor=" + cursor);
    return arguments;
  }

  /** Reads until the process ends; says why it ended. */
  private String followOnce() throws IntakeClosedException {
    try {
      Process started = new ProcessBuilder(arguments()).start();
      process = started;
      try {
        ErrorText errors = ErrorText.of(started);
        if (!thread.isStopping()) {
          read(started.getInputStream());
        }
        return command.getFirst() + " ended (" + errors.last() + ")";
      } finally {
        process = null;
        started.destroy();
      }
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void read(InputStream input) throws IOException, IntakeClosedException {
    JournalExportReader reader = new JournalExportReader();
    for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
      long cutBefore = reader.cutEntries();
      long malformedBefore = reader.malformed();
      int length = count;
      intake.add(sink -> {
        String before = cursor;
        reader.feed(buffer, 0, length, entry -> take(entry, sink));
        if (!cursor.equals(before)) {
          sink.position(new InputPosition(KEY, cursor));
        }
      });
      counters.cut().add(reader.cutEntries() - cutBefore);
      counters.malformed().add(reader.malformed() - malformedBefore);
    }
  }

  private void take(JournalEntry entry, BatchSink sink) {
    String place = entry.valueOrEmpty("__CURSOR");
    if (!place.isEmpty()) {
      cursor = place;
    }
    long timestampNanos = timestampNanos(entry);
    JournalStreams.Slot known = streams.of(entry);
    int message = entry.find("MESSAGE");
    int start = message < 0 ? 0 : entry.valueStart(message);
    int length = message < 0 ? 0 : entry.valueEnd(message) - start;
    sink.line(known.stream(), timestampNanos, entry.bytes(), start, length, known.metadata());
    changes.add(entry, timestampNanos, sink);
    counters.lines().increment();
    if (!readSomething) {
      readSomething = true;
      complaints.clear("journal");
    }
  }

  private long timestampNanos(JournalEntry entry) {
    String micros = entry.valueOrEmpty("__REALTIME_TIMESTAMP");
    try {
      return Math.multiplyExact(Long.parseLong(micros), NANOS_PER_MICRO);
    } catch (NumberFormatException | ArithmeticException e) {
      return clock.millis() * 1_000_000;
    }
  }

  @Override
  public void close() {
    thread.stop();
    Process running = process;
    if (running != null) {
      running.destroy();
    }
    thread.join();
  }
}
