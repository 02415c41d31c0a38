package dev.steward.collector;

import dev.steward.collector.host.HostRoots;
import dev.steward.collector.ship.Transport;
import dev.steward.configuration.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an agent is told to do.
 *
 * @param data directory that holds all its state
 * @param host name of this machine, the label {@code host}
 * @param servers where it ships to, each a full copy
 * @param transport how it talks to them
 * @param logs where logs come from
 * @param services which services are looked at
 * @param containers sockets of container engines, where containers are looked at
 * @param interval time between two scrapes
 * @param queueBytes how much the queue may hold
 * @param roots where the host's file systems are found
 */
record AgentSettings(
    Path data,
    String host,
    List<HostPort> servers,
    Transport transport,
    LogSettings logs,
    ServiceSettings services,
    Optional<List<Path>> containers,
    Duration interval,
    long queueBytes,
    HostRoots roots) {
  /** Copies the list. */
  AgentSettings {
    servers = List.copyOf(servers);
  }
}
