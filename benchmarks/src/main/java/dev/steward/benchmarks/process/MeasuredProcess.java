package dev.steward.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that answers over HTTP, in a process of its own, and what the kernel says that it
 * costs: processor time and peak memory of the process, compiler and mapped files included.
 */
public final class MeasuredProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(120);

  private final Process process;
  private final Path data;
  private final URI base;
  private final Duration startTime;
  private final HttpClient client = HttpClient.newHttpClient();

  private MeasuredProcess(List<String> command, Path data, URI base, String readyPath)
      throws IOException, InterruptedException {
    this.data = data;
    this.base = base;
    long started = System.nanoTime();
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(data.resolveSibling(data.getFileName() + ".log").toFile())
            .start();
    awaitReady(readyPath, started);
    startTime = Duration.ofNanos(System.nanoTime() - started);
  }

  /**
   * Starts a program; returns when it is ready.
   *
   * @param data the directory of its state; made where there is none
   * @param base its address
   * @param readyPath answers 200 when it is ready
   */
  public static MeasuredProcess start(List<String> command, Path data, URI base, String readyPath)
      throws IOException, InterruptedException {
    Files.createDirectories(data);
    return new MeasuredProcess(command, data, base, readyPath);
  }

  /** A port that nobody listens on. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady(String path, long started) throws IOException, InterruptedException {
    while (true) {
      try {
        if (get(path).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        if (!process.isAlive()) {
          throw new IOException("the process ended with status " + process.exitValue(), e);
        }
      }
      if (System.nanoTime() - started > START_LIMIT.toNanos()) {
        process.destroyForcibly();
        throw new IOException("the process was not ready after " + START_LIMIT);
      }
      Thread.sleep(10);
    }
  }

  /** From the start of the process to its being ready. */
  public Duration startTime() {
    return startTime;
  }

  /** Address of a path. */
  public URI address(String pathAndQuery) {
    return URI.create(base + pathAndQuery);
  }

  /** GET. */
  public HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address(pathAndQuery)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** GET, keeping nothing but the bytes. */
  public HttpResponse<byte[]> getBytes(String pathAndQuery)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address(pathAndQuery)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  /** POST with the headers given, names and values in turn. */
  public HttpResponse<String> post(String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address(path))
            .headers(headers)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Seconds of processor time that the process has used, user and system. */
  public double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
  }

  /** Megabytes of memory: {@code VmRSS} for now, {@code VmHWM} for the peak. */
  public double memoryMegabytes(String field) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(field + ":"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElseThrow(() -> new IOException(field + ": not in the status of the process"));
    }
  }

  /** Prints the processor time of each of the process's threads that took much of it. */
  public void printThreads() throws IOException {
    Map<String, Double> seconds = new TreeMap<>();
    List<Path> tasks;
    try (Stream<Path> list = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
      tasks = list.toList();
    }
    for (Path task : tasks) {
      String stat = Files.readString(task.resolve("stat"));
      int close = stat.lastIndexOf(')');
      String[] fields = stat.substring(close + 2).split(" ", -1);
      double ticks = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
      if (ticks >= 10) {
        seconds.merge(stat.substring(stat.indexOf('(') + 1, close), ticks / 100, Double::sum);
      }
    }
    System.out.println("CPU-s by thread: " + seconds);
  }

  /** Waits until the process does next to nothing, for two minutes at most. */
  public void awaitQuiet() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    double last = -1;
    while (System.nanoTime() < deadline) {
      double now = cpuSeconds();
      if (last >= 0 && now - last < 0.5) {
        return;
      }
      last = now;
      Thread.sleep(6000);
    }
  }

  /** Bytes that the state takes on disk, in whole blocks of the file system. */
  public long storedBytes() throws IOException, InterruptedException {
    return storedBytes(data);
  }

  /** Bytes that a directory takes on disk, in whole blocks of the file system. */
  public static long storedBytes(Path directory) throws IOException, InterruptedException {
    Process du = new ProcessBuilder("du", "-s", "-B1", directory.toString()).start();
    String out = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    du.waitFor();
    return Long.parseLong(out.split("\t", -1)[0]);
  }

  /** Ends the process at once, as {@code kill -9} does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Ends the process as an operator would, and at once where it does not obey. */
  @Override
  public void close() {
    client.close();
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Removes a directory with all that is in it. */
  public static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      paths.sorted(java.util.Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
