package dev.steward.collector.kernel;

import dev.steward.collector.batch.BatchSink;
import dev.steward.collector.batch.Intake;
import dev.steward.collector.batch.IntakeClosedException;
import dev.steward.collector.input.Complaints;
import dev.steward.collector.input.Input;
import dev.steward.collector.input.InputCounters;
import dev.steward.collector.input.InputThread;
import dev.steward.collector.queue.InputPosition;
import dev.steward.formats.syslog.SyslogStreams;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the kernel's log from {@code /dev/kmsg}: what it still holds, then what comes.
 *
 * <p>The sequence of a record commits together with it, beside the id of the boot: an agent that
 * starts again goes on behind the last one. What the kernel overwrote before it was read is counted
 * as missed.
 */
public final class KernelLog implements Input {
  /** The key under which the queue keeps boot id and sequence. */
  static final String KEY = "kernel";

  private static final String NAME = "kernel";
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final long NANOS_PER_MICRO = 1_000;

  /** The kernel gives a record per read, and an error if it does not fit. */
  private static final int MAX_RECORD_BYTES = 16 << 10;

  private final Path device;
  private final String bootId;
  private final String host;
  private final Intake intake;
  private final Clock clock;
  private final LongSupplier uptimeNanos;
  private final InputCounters counters = InputCounters.of(NAME);
  private final Complaints complaints = new Complaints();
  private final InputThread thread = new InputThread("kernel-log", this::run);
  private volatile @Nullable FileChannel open;
  private long next;

  /**
   * Makes the input.
   *
   * @param device {@code /dev/kmsg}
   * @param bootId of the running kernel, since sequences start anew with it
   * @param uptimeNanos the clock that stamps records, as {@link System#nanoTime} on Linux
   */
  public KernelLog(
      Path device,
      String bootId,
      String host,
      Map<String, String> positions,
      Intake intake,
      Clock clock,
      LongSupplier uptimeNanos) {
    this.device = device;
    this.bootId = bootId;
    this.host = host;
    this.intake = intake;
    this.clock = clock;
    this.uptimeNanos = uptimeNanos;
    this.next = nextSequence(positions.getOrDefault(KEY, ""));
  }

  private long nextSequence(String position) {
    String[] parts = position.split(" ", 2);
    return parts.length == 2 && parts[0].equals(bootId) ? Long.parseLong(parts[1]) + 1 : 0;
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
    do {
      try (FileChannel channel = FileChannel.open(device, StandardOpenOption.READ)) {
        open = channel;
        if (!thread.isStopping()) {
          complaints.clear(device.toString());
          read(channel);
        }
      } catch (AsynchronousCloseException e) {
        // The agent is stopping.
      } catch (IOException e) {
        counters.failures().increment();
        complaints.add(device.toString(), "cannot be read (" + e.getMessage() + ")");
      }
    } while (thread.pause(PAUSE));
  }

  private void read(FileChannel channel) throws IOException, IntakeClosedException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_RECORD_BYTES);
    while (!thread.isStopping()) {
      int count;
      try {
        count = channel.read(buffer.clear());
      } catch (AsynchronousCloseException e) {
        throw e;
      } catch (IOException e) {
        if (isOverwritten(e)) {
          // The next read gives the oldest record that is left; its sequence tells how many went.
          continue;
        }
        throw e;
      }
      if (count < 0) {
        return;
      }
      take(buffer.array(), count);
    }
  }

  private static boolean isOverwritten(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("Broken pipe");
  }

  void take(byte[] bytes, int count) throws IntakeClosedException {
    KernelRecord record = KernelRecord.parse(bytes, count);
    if (record == null) {
      counters.malformed().increment();
      return;
    }
    if (record.sequence() < next) {
      return;
    }
    if (next > 0) {
      counters.missed().add(record.sequence() - next);
    }
    next = record.sequence() + 1;
    intake.add(sink -> add(record, sink));
    counters.lines().increment();
  }

  private void add(KernelRecord record, BatchSink sink) {
    String level = SyslogStreams.level(record.severity());
    Labels stream =
        Labels.of("host", host, "job", "kernel", "level", level, "service_name", "kernel");
    byte[] text = record.text();
    sink.line(stream, timestampNanos(record), text, 0, text.length, record.metadata());
    sink.position(new InputPosition(KEY, bootId + " " + record.sequence()));
  }

  /** The wall clock now, less the time since the record was written. */
  private long timestampNanos(KernelRecord record) {
    Instant now = clock.instant();
    long age = Math.max(0, uptimeNanos.getAsLong() - record.micros() * NANOS_PER_MICRO);
    return now.getEpochSecond() * 1_000_000_000L + now.getNano() - age;
  }

  @Override
  public void close() {
    thread.stop();
    FileChannel reading = open;
    if (reading != null) {
      try {
        reading.close();
      } catch (IOException e) {
        complaints.add(device.toString(), "cannot be closed (" + e.getMessage() + ")");
      }
    }
    thread.join();
  }
}
