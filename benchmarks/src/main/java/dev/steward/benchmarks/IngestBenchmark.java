package dev.steward.benchmarks;

import dev.steward.benchmarks.ingest.AgentStream;
import dev.steward.benchmarks.ingest.SyslogLines;
import dev.steward.benchmarks.process.ServerProcess;
import dev.steward.wire.v1.Payload;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * Loads generated syslog lines and samples through the server's real doors, and prints what that
 * cost the whole process.
 *
 * <p>Lines go in through syslog TCP over two connections, samples through the agents' gRPC stream;
 * the figures are the server's processor time from before the first line to when the last one is
 * stored, its state on disk, and its peak memory.
 */
public final class IngestBenchmark {
  private static final long SEED = 20_260_801;
  private static final int HOSTS = 100;
  private static final int SERIES = 600;
  private static final long STEP_MILLIS = 15_000;

  private IngestBenchmark() {}

  /** Arguments: lines (default 1,000,000) and scrapes of each host (default 100). */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int lines = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int scrapes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
    Path work = Files.createTempDirectory("steward-bench");
    try (ServerProcess server = ServerProcess.start(work.resolve("data"))) {
      System.out.printf("seed %d%n", SEED);
      idle(server);
      lines(server, lines);
      samples(server, scrapes);
      System.out.printf("peak memory            %8.0f MB%n", server.memoryMegabytes("VmHWM"));
    } finally {
      ServerProcess.delete(work);
    }
  }

  private static void idle(ServerProcess server) throws IOException, InterruptedException {
    Thread.sleep(Duration.ofSeconds(5));
    System.out.printf("start to ready         %8.2f s%n", server.startTime().toMillis() / 1000.0);
    System.out.printf("idle memory            %8.0f MB%n", server.memoryMegabytes("VmRSS"));
  }

  private static void lines(ServerProcess server, int count)
      throws IOException, InterruptedException {
    long storedBefore = server.storedBytes();
    double before = server.cpuSeconds();
    long bytes = send(server.syslogPort(), count);
    await(server, "/loki/api/v1/query", "sum(count_over_time({job=\"syslog\"}[24h]))", count);
    double cpu = server.cpuSeconds() - before;
    settle();
    long stored = server.storedBytes() - storedBefore;
    System.out.printf("syslog lines           %,12d  (%,d bytes)%n", count, bytes);
    System.out.printf("lines per CPU-second   %,12.0f%n", count / cpu);
    System.out.printf("stored                 %,12d  (1/%.1f)%n", stored, (double) bytes / stored);
  }

  private static long send(int port, int count) throws IOException {
    long bytes = 0;
    Instant now = Instant.now();
    try (Socket early = new Socket("127.0.0.1", port);
        Socket late = new Socket("127.0.0.1", port);
        OutputStream first = new BufferedOutputStream(early.getOutputStream(), 1 << 16);
        OutputStream second = new BufferedOutputStream(late.getOutputStream(), 1 << 16)) {
      SyslogLines firstLines = new SyslogLines(SEED, now.minus(Duration.ofHours(20)));
      SyslogLines secondLines = new SyslogLines(SEED + 1, now.minus(Duration.ofHours(8)));
      for (int i = 0; i < count; i++) {
        byte[] line = (i % 2 == 0 ? firstLines : secondLines).next();
        OutputStream out = i % 2 == 0 ? first : second;
        out.write(line);
        out.write('\n');
        bytes += line.length + 1;
      }
    }
    return bytes;
  }

  private static void samples(ServerProcess server, int scrapes)
      throws IOException, InterruptedException {
    long storedBefore = server.storedBytes();
    double before = server.cpuSeconds();
    long start = System.currentTimeMillis() - scrapes * STEP_MILLIS;
    for (int host = 0; host < HOSTS; host++) {
      scrape(server.grpcPort(), host, start, scrapes);
    }
    long count = (long) HOSTS * SERIES * scrapes;
    double cpu = server.cpuSeconds() - before;
    settle();
    long stored = server.storedBytes() - storedBefore;
    System.out.printf("samples                %,12d  (agents' stream)%n", count);
    System.out.printf("samples per CPU-second %,12.0f%n", count / cpu);
    System.out.printf(
        "stored                 %,12d  (%.2f bytes a sample, write-ahead log included)%n",
        stored, (double) stored / count);
  }

  private static void scrape(int port, int host, long start, int scrapes)
      throws InterruptedException {
    Random random = new Random(SEED + host);
    String[][] labels = new String[SERIES][];
    double[] values = new double[SERIES];
    for (int i = 0; i < SERIES; i++) {
      labels[i] =
          new String[] {
            "__name__", "bench_" + i / 8 + "_total", "instance", "host-" + host, "part", "" + i % 8
          };
    }
    try (AgentStream stream = new AgentStream(port, "host-" + host, host)) {
      for (int scrape = 0; scrape < scrapes; scrape++) {
        for (int i = 0; i < SERIES; i++) {
          values[i] += random.nextInt(200) / 100.0;
        }
        Payload.Builder payload = scrape == 0 ? AgentStream.naming(labels) : Payload.newBuilder();
        stream.send(
            payload.addSamples(AgentStream.scrape(start + scrape * STEP_MILLIS, values)).build());
      }
    }
  }

  private static void await(ServerProcess server, String path, String query, long expected)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    double found = 0;
    while (System.nanoTime() < deadline) {
      found = server.number(path, query);
      if (found >= expected) {
        return;
      }
      Thread.sleep(200);
    }
    throw new IOException(query + ": " + found + " (expected: " + expected + ")");
  }

  /** Lets the server write what it writes in the background. */
  private static void settle() throws InterruptedException {
    Thread.sleep(Duration.ofSeconds(10));
  }
}
