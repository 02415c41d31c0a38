package dev.steward.collector.ship;

import dev.steward.collector.queue.DurableQueue;
import dev.steward.collector.queue.QueueReader;
import dev.steward.configuration.HostPort;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships a queue to one server for as long as the agent runs: connects, and connects again after a
 * pause whenever the connection is lost. Has a thread of its own.
 */
public final class ServerLink {
  private static final Logger LOG = LoggerFactory.getLogger(ServerLink.class);

  private final HostPort server;
  private final Transport transport;
  private final DurableQueue queue;
  private final QueueReader reader;
  private final ShippingAgent agent;
  private final Backoff backoff;
  private final Clock clock;
  private final ShipCounters counters = new ShipCounters();
  private final Wakeup wakeup = new Wakeup();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile long stopNanos;
  private boolean toldFailure;

  /** Makes a link; {@link #start} lets it run. */
  public ServerLink(
      HostPort server,
      Transport transport,
      DurableQueue queue,
      ShippingAgent agent,
      Backoff backoff,
      Clock clock) {
    this.server = server;
    this.transport = transport;
    this.queue = queue;
    this.reader = queue.reader(server.toString());
    this.agent = agent;
    this.backoff = backoff;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("ship-" + server).unstarted(this::run);
    queue.onAppend(wakeup::signal);
  }

  /** Starts the thread that ships. */
  public void start() {
    thread.start();
  }

  /** Where it ships to. */
  public HostPort server() {
    return server;
  }

  /** What happened so far. */
  public ShipCounters counters() {
    return counters;
  }

  /** How many batches the server does not have yet. */
  public long backlog() {
    return Math.max(0, queue.lastSequence() - reader.acknowledged());
  }

  private void run() {
    while (!isOver()) {
      try {
        connectAndShip();
      } catch (IOException | RuntimeException e) {
        tell(e);
      }
      counters.connected = false;
      if (!isOver()) {
        counters.reconnects.increment();
        pause(backoff.nextNanos());
      }
    }
  }

  private void connectAndShip() throws IOException {
    ManagedChannel channel = transport.connect(server);
    ShipSession session = new ShipSession(server, queue, reader, counters, wakeup);
    try {
      session.open(channel, agent, clock, this::isOver);
      counters.connected = true;
      toldFailure = false;
      backoff.reset();
      session.ship(this::isOver);
    } finally {
      session.cancel();
      channel.shutdownNow();
    }
  }

  /** Whether the link is to end: it was asked to, and all is acknowledged or the time is up. */
  private boolean isOver() {
    return stopping && (backlog() == 0 || System.nanoTime() - stopNanos >= 0);
  }

  private void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !isOver(); left = end - System.nanoTime()) {
      wakeup.await(left);
    }
  }

  private void tell(Exception failure) {
    String reason = failure.getMessage() != null ? failure.getMessage() : failure.toString();
    if (isOver() || toldFailure) {
      LOG.debug("Server {}: {}", server, reason);
    } else {
      LOG.warn("Server {}: {}; tried again until it answers", server, reason);
      toldFailure = true;
    }
  }

  /**
   * Begins to stop: what is in the queue is still shipped, but not for longer than {@code grace}.
   */
  public void stopWithin(Duration grace) {
    stopNanos = System.nanoTime() + grace.toNanos();
    stopping = true;
    wakeup.signal();
  }

  /** Returns when the thread has ended, after {@link #stopWithin}. */
  public void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        // Whoever waits for an answer does not look at the clock: wake it when the time is up.
        if (!thread.join(Duration.ofNanos(Math.max(1, stopNanos - System.nanoTime())))) {
          wakeup.signal();
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
