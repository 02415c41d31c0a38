package dev.steward.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server of the built distribution, in a process of its own on free ports, as an operator would
 * start it.
 *
 * <p>Figures come from the kernel: processor time and peak memory of the process, compiler and
 * mapped files included.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Path LAUNCHER = Path.of("deploy", "target", "steward", "bin", "steward");
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final Path data;
  private final int httpPort;
  private final int grpcPort;
  private final int syslogPort;
  private final Duration startTime;
  private final HttpClient client = HttpClient.newHttpClient();

  private ServerProcess(Path data) throws IOException, InterruptedException {
    this.data = data;
    httpPort = freePort();
    grpcPort = freePort();
    syslogPort = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                LAUNCHER.toAbsolutePath().toString(),
                "server",
                "--data",
                data.toString(),
                "--http",
                "127.0.0.1:" + httpPort,
                "--grpc",
                "127.0.0.1:" + grpcPort,
                "--syslog",
                "127.0.0.1:" + syslogPort));
    long started = System.nanoTime();
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(data.resolveSibling(data.getFileName() + ".log").toFile())
            .start();
    awaitReady(started);
    startTime = Duration.ofNanos(System.nanoTime() - started);
  }

  /** Starts a server whose state lies in a directory; returns when it is ready. */
  public static ServerProcess start(Path data) throws IOException, InterruptedException {
    Files.createDirectories(data);
    return new ServerProcess(data);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady(long started) throws IOException, InterruptedException {
    while (true) {
      try {
        if (get("/ready").statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        if (!process.isAlive()) {
          throw new IOException("the server ended with status " + process.exitValue(), e);
        }
      }
      if (System.nanoTime() - started > START_LIMIT.toNanos()) {
        process.destroyForcibly();
        throw new IOException("the server was not ready after " + START_LIMIT);
      }
      Thread.sleep(10);
    }
  }

  /** From the start of the process to its being ready. */
  public Duration startTime() {
    return startTime;
  }

  /** Port of the agents' door. */
  public int grpcPort() {
    return grpcPort;
  }

  /** Port of the syslog door. */
  public int syslogPort() {
    return syslogPort;
  }

  /** Address of a path of the HTTP door. */
  public URI address(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + httpPort + pathAndQuery);
  }

  /** GET. */
  public HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address(pathAndQuery)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /**
   * The first number of the answer to an instant query of a path such as {@code /api/v1/query}; 0
   * where there is none.
   */
  public double number(String path, String query) throws IOException, InterruptedException {
    String body = get(path + "?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)).body();
    int value = body.indexOf("\"value\":[");
    if (value < 0) {
      return 0;
    }
    int quote = body.indexOf('"', body.indexOf(',', value));
    return Double.parseDouble(body.substring(quote + 1, body.indexOf('"', quote + 1)));
  }

  /** Seconds of processor time that the process has used, user and system. */
  public double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid()), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
  }

  /** Megabytes of memory: {@code VmRSS} for now, {@code VmHWM} for the peak. */
  public double memoryMegabytes(String field) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith(field + ":"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElseThrow(() -> new IOException(field + ": not in the status of the process"));
    }
  }

  private long pid() {
    return process.pid();
  }

  /** Prints the processor time of each of the process's threads that took much of it. */
  public void printThreads() throws IOException {
    Map<String, Double> seconds = new TreeMap<>();
    List<Path> tasks;
    try (Stream<Path> list = Files.list(Path.of("/proc", Long.toString(pid()), "task"))) {
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

  /** Bytes that the server's state takes on disk, in whole blocks of the file system. */
  public long storedBytes() throws IOException, InterruptedException {
    Process du = new ProcessBuilder("du", "-s", "-B1", data.toString()).start();
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
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
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
