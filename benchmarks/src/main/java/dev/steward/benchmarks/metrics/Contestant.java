package dev.steward.benchmarks.metrics;

import dev.steward.benchmarks.process.MeasuredProcess;
import dev.steward.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is measured: this project's server through either of its doors, and its peers. */
enum Contestant {
  /** The server, fed through the agents' stream. */
  STREAM,
  /** The server, fed by remote write. */
  WRITE,
  /** Prometheus, as Debian's unstable suite has it. */
  PROMETHEUS,
  /** VictoriaMetrics, single node, as Debian's unstable suite has it. */
  VICTORIA;

  private static final Path PEERS = Path.of("benchmarks", "target", "peers");

  /** A store that runs. */
  record Running(MeasuredProcess process, int agentsPort) {}

  /** Its name on the command line. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is fed by remote write. */
  boolean takesRemoteWrite() {
    return this != STREAM;
  }

  /** Fetches the program where it is none of ours and not there yet. */
  void fetch() throws IOException, InterruptedException {
    boolean peer = this == PROMETHEUS || this == VICTORIA;
    if (peer && !Files.exists(program())) {
      Process fetch =
          new ProcessBuilder("benchmarks/src/main/steward/fetch-peers", PEERS.toString())
              .inheritIO()
              .start();
      if (fetch.waitFor() != 0) {
        throw new IOException(
            label() + ": not fetched (expected: a Debian with a mirror in reach)");
      }
    }
  }

  private Path program() {
    String name = this == PROMETHEUS ? "prometheus" : "victoria-metrics";
    return PEERS.resolve(name).resolve("usr/bin").resolve(name);
  }

  /** Starts it over a directory; returns when it is ready. Caches of results are off. */
  Running start(Path data) throws IOException, InterruptedException {
    return switch (this) {
      case STREAM, WRITE -> {
        ServerProcess server = ServerProcess.start(data);
        yield new Running(server.measured(), server.grpcPort());
      }
      case PROMETHEUS -> {
        String address = freeAddress();
        Path settings = data.resolveSibling("prometheus.yml");
        Files.writeString(settings, "global: {}\n");
        yield new Running(
            MeasuredProcess.start(
                List.of(
                    program().toString(),
                    "--config.file=" + settings,
                    "--storage.tsdb.path=" + data,
                    "--web.listen-address=" + address,
                    "--web.enable-remote-write-receiver",
                    "--web.enable-admin-api"),
                data,
                URI.create("http://" + address),
                "/-/ready"),
            0);
      }
      case VICTORIA -> {
        String address = freeAddress();
        yield new Running(
            MeasuredProcess.start(
                List.of(
                    program().toString(),
                    "-storageDataPath=" + data,
                    "-httpListenAddr=" + address,
                    "-search.disableCache",
                    "-search.maxSeries=1000000"),
                data,
                URI.create("http://" + address),
                "/health"),
            0);
      }
    };
  }

  private static String freeAddress() throws IOException {
    return "127.0.0.1:" + MeasuredProcess.freePort();
  }

  /** Sends all samples through its door. */
  void feed(Running running, FleetLoad load, @Nullable RemoteWriteBodies bodies)
      throws IOException, InterruptedException {
    if (bodies != null && takesRemoteWrite()) {
      bodies.sendTo(running.process(), "/api/v1/write");
    } else {
      load.sendTo(running.agentsPort());
    }
  }

  /**
   * Bytes of its samples on disk once they are as compact as it makes them by itself. What is in
   * memory is written out first in the way that its makers offer.
   */
  long compactBytes(Running running, Path data) throws IOException, InterruptedException {
    return switch (this) {
      case STREAM, WRITE -> {
        running.process().close();
        yield MeasuredProcess.storedBytes(data.resolve("metrics").resolve("blocks"));
      }
      case PROMETHEUS -> {
        running.process().post("/api/v1/admin/tsdb/snapshot", new byte[0], "Accept", "*/*");
        yield MeasuredProcess.storedBytes(data.resolve("snapshots"));
      }
      case VICTORIA -> {
        running.process().get("/internal/force_merge");
        running.process().awaitQuiet();
        running.process().close();
        // Samples and index; the folder of caches beside it is not counted.
        yield MeasuredProcess.storedBytes(data.resolve("data"));
      }
    };
  }
}
