package dev.steward.benchmarks.process;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A server of the built distribution, in a process of its own on free ports, as an operator would
 * start it.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Path LAUNCHER = Path.of("deploy", "target", "steward", "bin", "steward");

  private final MeasuredProcess process;
  private final int grpcPort;
  private final int syslogPort;

  private ServerProcess(Path data) throws IOException, InterruptedException {
    int httpPort = MeasuredProcess.freePort();
    grpcPort = MeasuredProcess.freePort();
    syslogPort = MeasuredProcess.freePort();
    List<String> command =
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
            "127.0.0.1:" + syslogPort);
    process =
        MeasuredProcess.start(command, data, URI.create("http://127.0.0.1:" + httpPort), "/ready");
  }

  /** Starts a server whose state lies in a directory; returns when it is ready. */
  public static ServerProcess start(Path data) throws IOException, InterruptedException {
    return new ServerProcess(data);
  }

  /** The process, for whoever measures it beside others. */
  public MeasuredProcess measured() {
    return process;
  }

  /** From the start of the process to its being ready. */
  public Duration startTime() {
    return process.startTime();
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
    return process.address(pathAndQuery);
  }

  /** GET. */
  public HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
    return process.get(pathAndQuery);
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
    return process.cpuSeconds();
  }

  /** Megabytes of memory: {@code VmRSS} for now, {@code VmHWM} for the peak. */
  public double memoryMegabytes(String field) throws IOException {
    return process.memoryMegabytes(field);
  }

  /** Prints the processor time of each of the process's threads that took much of it. */
  public void printThreads() throws IOException {
    process.printThreads();
  }

  /** Ends the process at once, as {@code kill -9} does. */
  public void kill() throws InterruptedException {
    process.kill();
  }

  /** Bytes that the server's state takes on disk, in whole blocks of the file system. */
  public long storedBytes() throws IOException, InterruptedException {
    return process.storedBytes();
  }

  /** Ends the process as an operator would, and at once where it does not obey. */
  @Override
  public void close() {
    process.close();
  }

  /** Removes a directory with all that is in it. */
  public static void delete(Path directory) {
    MeasuredProcess.delete(directory);
  }
}
