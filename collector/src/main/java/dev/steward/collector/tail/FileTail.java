package dev.steward.collector.tail;

import dev.steward.collector.batch.Intake;
import dev.steward.collector.batch.IntakeClosedException;
import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Follows log files, with a thread of its own. Files are asked for news instead of watched: that
 * works on every file system, and costs one system call a file and turn.
 */
public final class FileTail implements Closeable {
  private static final long TURN_MILLIS = 200;
  private static final long RESCAN_NANOS = Duration.ofSeconds(1).toNanos();

  private final FollowedFiles files;
  private final CompressedHistory history;
  private final TailCounters counters = new TailCounters();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Makes a tail; {@link #start} lets it run.
   *
   * @param globs which files
   * @param host the label {@code host} of their lines
   * @param positions how far inputs were read, by key, as the queue knows it
   * @param intake takes the lines
   */
  public FileTail(
      List<FollowedGlob> globs,
      String host,
      Map<String, String> positions,
      Intake intake,
      Clock clock) {
    FileKinds kinds = new FileKinds(globs, host, ZoneId.systemDefault());
    LineReader reader = new LineReader(intake, new LineClock(clock), counters, System::nanoTime);
    files = new FollowedFiles(kinds, positions, intake, reader, counters, System::nanoTime);
    history =
        new CompressedHistory(kinds, positions, intake, counters, new FileComplaints(counters));
    thread = Thread.ofPlatform().name("file-tail").unstarted(this::run);
  }

  /** Starts the thread that reads. */
  public void start() {
    thread.start();
  }

  /** What happened so far. */
  public TailCounters counters() {
    return counters;
  }

  private void run() {
    try (files;
        history) {
      long scanned = System.nanoTime() - RESCAN_NANOS;
      boolean more = false;
      while (!stopping.await(more ? 0 : TURN_MILLIS, TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() - scanned >= RESCAN_NANOS) {
          files.rescan();
          scanned = System.nanoTime();
        }
        more = files.readAll() | history.read();
      }
    } catch (IntakeClosedException e) {
      // The agent is stopping; what was not taken is read again when it starts.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops reading. */
  @Override
  public void close() {
    stopping.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
