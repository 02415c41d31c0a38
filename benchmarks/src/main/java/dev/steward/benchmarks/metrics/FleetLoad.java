package dev.steward.benchmarks.metrics;

import dev.steward.benchmarks.ingest.AgentStream;
import dev.steward.wire.v1.Payload;
import java.util.ArrayList;
import java.util.List;

/** A fleet's scrapes up to now, sent as its agents would: host by host, moment by moment. */
public final class FleetLoad {
  private static final long STEP_MILLIS = 15_000;

  private final Fleet fleet;
  private final int hosts;
  private final int scrapes;
  private final int jitterMillis;
  private final long startMillis;

  /**
   * Prepares a load.
   *
   * @param scrapes how many scrapes of each host
   * @param jitterMillis by how much a scrape may be late
   */
  public FleetLoad(Fleet fleet, int hosts, int scrapes, int jitterMillis) {
    this.fleet = fleet;
    this.hosts = hosts;
    this.scrapes = scrapes;
    this.jitterMillis = jitterMillis;
    long now = System.currentTimeMillis() / STEP_MILLIS * STEP_MILLIS;
    this.startMillis = now - scrapes * STEP_MILLIS;
  }

  /** How many samples there are. */
  public long samples() {
    return (long) hosts * scrapes * Fleet.SERIES;
  }

  /** Time of the first scrapes, milliseconds since the Unix epoch. */
  public long startMillis() {
    return startMillis;
  }

  /** Time of the last scrapes. */
  public long endMillis() {
    return startMillis + (scrapes - 1) * STEP_MILLIS;
  }

  /** Sends everything through the agents' door and waits until it is acknowledged. */
  public void sendTo(int port) throws InterruptedException {
    List<AgentStream> streams = new ArrayList<>();
    List<Fleet.Host> values = new ArrayList<>();
    for (int host = 0; host < hosts; host++) {
      streams.add(new AgentStream(port, Fleet.name(host), host + 1));
      values.add(fleet.host(host));
    }
    double[] row = new double[Fleet.SERIES];
    for (int scrape = 0; scrape < scrapes; scrape++) {
      for (int host = 0; host < hosts; host++) {
        values.get(host).scrape(row);
        long time = values.get(host).jittered(startMillis + scrape * STEP_MILLIS, jitterMillis);
        Payload.Builder payload =
            scrape == 0 ? AgentStream.naming(fleet.labels(host)) : Payload.newBuilder();
        streams.get(host).send(payload.addSamples(AgentStream.scrape(time, row)).build());
      }
    }
    streams.forEach(AgentStream::close);
  }
}
