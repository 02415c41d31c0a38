package dev.steward.benchmarks.logs;

import com.google.protobuf.CodedOutputStream;
import dev.steward.benchmarks.process.MeasuredProcess;
import dev.steward.benchmarks.process.ServerProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.xerial.snappy.Snappy;

/**
 * The same lines by Loki's push in few streams, in a hundred thousand, and with a process id as
 * label, which makes a stream of each line until the limit sends the rest to their hosts' fallback
 * streams. Each on a server of its own.
 */
public final class StreamsRun {
  private static final int HOSTS = 20;
  private static final int FEW = 2_000;
  private static final int MANY = 100_000;
  private static final int LINES_IN_A_PUSH = 4_000;

  private StreamsRun() {}

  /**
   * Measures all three.
   *
   * @param exploding how many lines, each with another process id
   */
  public static void run(int exploding) throws IOException, InterruptedException {
    measure("few streams", MANY * 10, i -> labels(i % HOSTS, "app", i % FEW));
    measure("many streams", MANY * 10, i -> labels(i % HOSTS, "app", i % MANY));
    measure("a stream for each line", exploding, i -> labels(i % HOSTS, "pid", i));
  }

  private static String labels(int host, String name, int value) {
    return "{host=\"host-" + host + "\", " + name + "=\"" + name + "-" + value + "\"}";
  }

  private static void measure(String name, int lines, IntFunction<String> labels)
      throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("steward-bench");
    try (ServerProcess server = ServerProcess.start(work.resolve("data"))) {
      MeasuredProcess process = server.measured();
      double before = process.cpuSeconds();
      long start = System.currentTimeMillis() - 3_600_000;
      long refused = 0;
      for (int from = 0; from < lines; from += LINES_IN_A_PUSH) {
        byte[] body = push(from, Math.min(lines, from + LINES_IN_A_PUSH), start, labels);
        HttpResponse<String> answer =
            process.post(
                "/loki/api/v1/push",
                Snappy.compress(body),
                "Content-Type",
                "application/x-protobuf");
        refused += answer.statusCode() == 400 ? 1 : 0;
        if (answer.statusCode() != 204 && answer.statusCode() != 400) {
          throw new IOException("push: " + answer.statusCode() + " " + answer.body());
        }
      }
      process.awaitQuiet();
      double seconds = process.cpuSeconds() - before;
      System.out.printf(
          "%-24s %,9d lines, %,8.0f a CPU-second, peak %4.0f MB, %,d of %,d pushes told of the"
              + " limit, %,.0f lines found%n",
          name,
          lines,
          lines / seconds,
          process.memoryMegabytes("VmHWM"),
          refused,
          (lines + LINES_IN_A_PUSH - 1) / LINES_IN_A_PUSH,
          found(server));
    } finally {
      MeasuredProcess.delete(work);
    }
  }

  private static double found(ServerProcess server) throws IOException, InterruptedException {
    return server.number("/loki/api/v1/query", "sum(count_over_time({service_name=~\".+\"}[3h]))");
  }

  private static byte[] push(int from, int to, long startMillis, IntFunction<String> labels)
      throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(body);
    for (int i = from; i < to; i++) {
      byte[] stream = stream(labels.apply(i), startMillis * 1_000_000L + i * 1_000L, i);
      out.writeByteArray(1, stream);
    }
    out.flush();
    return body.toByteArray();
  }

  private static byte[] stream(String labels, long nanos, int number) throws IOException {
    ByteArrayOutputStream time = new ByteArrayOutputStream();
    CodedOutputStream timeOut = CodedOutputStream.newInstance(time);
    timeOut.writeInt64(1, nanos / 1_000_000_000);
    timeOut.writeInt32(2, (int) (nanos % 1_000_000_000));
    timeOut.flush();
    ByteArrayOutputStream entry = new ByteArrayOutputStream();
    CodedOutputStream entryOut = CodedOutputStream.newInstance(entry);
    entryOut.writeByteArray(1, time.toByteArray());
    entryOut.writeString(
        2, "request " + number + " of user-" + number % 5_000 + " took " + number % 997 + " ms");
    entryOut.flush();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    CodedOutputStream streamOut = CodedOutputStream.newInstance(stream);
    streamOut.writeString(1, labels);
    streamOut.writeByteArray(2, entry.toByteArray());
    streamOut.flush();
    return stream.toByteArray();
  }
}
