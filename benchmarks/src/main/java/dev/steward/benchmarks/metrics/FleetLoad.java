package dev.steward.benchmarks.metrics;

import dev.steward.benchmarks.ingest.AgentStream;
import dev.steward.wire.v1.Payload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A fleet's scrapes up to now: moment by moment, host by host. */
final class FleetLoad {
  private static final long STEP_MILLIS = 15_000;

  private final Fleet fleet;
  private final int hosts;
  private final int scrapes;
  private final int jitterMillis;
  private final long startMillis;

  /** Takes one scrape of one host. */
  @FunctionalInterface
  interface ScrapeSink {
    void scrape(int host, long timestampMillis, double[] values)
        throws IOException, InterruptedException;
  }

  /**
   * Prepares a load.
   *
   * @param scrapes how many scrapes of each host
   * @param jitterMillis by how much a scrape may be late
   */
  FleetLoad(Fleet fleet, int hosts, int scrapes, int jitterMillis) {
    this.fleet = fleet;
    this.hosts = hosts;
    this.scrapes = scrapes;
    this.jitterMillis = jitterMillis;
    long now = System.currentTimeMillis() / STEP_MILLIS * STEP_MILLIS;
    this.startMillis = now - scrapes * STEP_MILLIS;
  }

  /** How many samples there are. */
  long samples() {
    return (long) hosts * scrapes * Fleet.SERIES;
  }

  /** How many hosts there are. */
  int hosts() {
    return hosts;
  }

  /** Labels of a host's series, names and values in turn. */
  String[][] labels(int host) {
    return fleet.labels(host);
  }

  /** Time of the first scrapes, milliseconds since the Unix epoch. */
  long startMillis() {
    return startMillis;
  }

  /** Time of the last scrapes. */
  long endMillis() {
    return startMillis + (scrapes - 1) * STEP_MILLIS;
  }

  /** Gives all scrapes in order; the values are the caller's until the sink returns. */
  void forEachScrape(ScrapeSink sink) throws IOException, InterruptedException {
    List<Fleet.Host> values = new ArrayList<>();
    for (int host = 0; host < hosts; host++) {
      values.add(fleet.host(host));
    }
    double[] row = new double[Fleet.SERIES];
    for (int scrape = 0; scrape < scrapes; scrape++) {
      for (int host = 0; host < hosts; host++) {
        values.get(host).scrape(row);
        long time = values.get(host).jittered(startMillis + scrape * STEP_MILLIS, jitterMillis);
        sink.scrape(host, time, row);
      }
    }
  }

  /** Sends everything through the agents' door and waits until it is acknowledged. */
  void sendTo(int port) throws IOException, InterruptedException {
    List<AgentStream> streams = new ArrayList<>();
    for (int host = 0; host < hosts; host++) {
      streams.add(new AgentStream(port, Fleet.name(host), host + 1));
    }
    boolean[] named = new boolean[hosts];
    forEachScrape((host, time, row) -> {
      Payload.Builder payload =
          named[host] ? Payload.newBuilder() : AgentStream.naming(fleet.labels(host));
      named[host] = true;
      streams.get(host).send(payload.addSamples(AgentStream.scrape(time, row)).build());
    });
    streams.forEach(AgentStream::close);
  }
}
