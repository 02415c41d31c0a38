package dev.steward.server.syslog;

import dev.steward.configuration.HostPort;
import dev.steward.server.settings.ListenAddress;
import dev.steward.server.settings.PortTakenException;
import dev.steward.server.settings.ServerKeys;
import dev.steward.server.settings.ServerSettings;
import dev.steward.spi.store.LogStore;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Takes syslog over UDP and TCP on one port. */
@Component
public final class SyslogDoor implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(SyslogDoor.class);
  private static final int FLUSH_MILLIS = 50;
  private static final int DRAIN_SECONDS = 10;

  private final Optional<HostPort> listen;
  private final LogBuffer buffer;
  private final SyslogMetrics counters;
  private final Clock clock;
  private @Nullable ConnectionReader connections;
  private @Nullable DatagramReader datagrams;
  private @Nullable ScheduledExecutorService flushing;

  SyslogDoor(ServerSettings settings, LogStore logs, PrometheusRegistry registry, Clock clock) {
    this.listen = settings.syslog();
    this.counters = new SyslogMetrics(registry);
    this.buffer = new LogBuffer(logs, counters);
    this.clock = clock;
  }

  /** Where the door listens. */
  public InetSocketAddress address() {
    return Objects.requireNonNull(connections, "started").address();
  }

  @Override
  public void start() {
    listen.ifPresent(this::start);
  }

  private void start(HostPort address) {
    InetSocketAddress bound = ListenAddress.of(address, ServerKeys.SYSLOG);
    try {
      ConnectionReader tcp =
          ConnectionReader.start(
              bound, new SyslogIntake("tcp", buffer, counters, clock), buffer, counters);
      connections = tcp;
      datagrams =
          DatagramReader.start(
              tcp.address(), new SyslogIntake("udp", buffer, counters, clock), buffer, counters);
    } catch (IOException e) {
      stop();
      throw new PortTakenException(address, "--syslog", ServerKeys.SYSLOG, e);
    }
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("syslog-flush").factory());
    timer.scheduleWithFixedDelay(buffer::flush, FLUSH_MILLIS, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
    flushing = timer;
    LOG.info("Syslog is taken at {}, UDP and TCP", address());
  }

  /** Closes the sockets and waits until what was read of them is stored. */
  @Override
  public void stop() {
    close(datagrams);
    close(connections);
    if (flushing != null) {
      flushing.shutdown();
    }
    datagrams = null;
    connections = null;
    flushing = null;
    try {
      buffer.drain(DRAIN_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(@Nullable AutoCloseable reader) {
    try {
      if (reader != null) {
        reader.close();
      }
    } catch (Exception e) {
      LOG.warn("A syslog socket could not be closed", e);
    }
  }

  @Override
  public boolean isRunning() {
    return connections != null;
  }

  /** Opens before the web server and closes after it. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 4096;
  }
}
