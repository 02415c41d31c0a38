package dev.steward.collector.ship;

import dev.steward.collector.queue.DurableQueue;
import dev.steward.collector.queue.QueueReader;
import dev.steward.collector.queue.QueuedBatch;
import dev.steward.configuration.HostPort;
import dev.steward.wire.v1.Ack;
import dev.steward.wire.v1.Hello;
import dev.steward.wire.v1.Refusal;
import dev.steward.wire.v1.TelemetryGrpc;
import io.grpc.Channel;
import io.grpc.Status;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes on between an agent and a server on one connection. For the link's thread.
 *
 * <p>The server says first what it holds of this queue, and sending starts behind that, whatever
 * this agent remembers: so nothing is missing after either side was set back. Batches are sent
 * while they fit the window that the last acknowledgement gave.
 */
final class ShipSession {
  private static final Logger LOG = LoggerFactory.getLogger(ShipSession.class);
  private static final long ANSWER_TIMEOUT_NANOS = Duration.ofSeconds(30).toNanos();

  private final HostPort server;
  private final DurableQueue queue;
  private final QueueReader reader;
  private final ShipCounters counters;
  private final Wakeup wakeup;
  private final ShipStream stream;
  private long answerDeadline;
  private @Nullable QueuedBatch next;

  ShipSession(
      HostPort server,
      DurableQueue queue,
      QueueReader reader,
      ShipCounters counters,
      Wakeup wakeup) {
    this.server = server;
    this.queue = queue;
    this.reader = reader;
    this.counters = counters;
    this.wakeup = wakeup;
    this.stream = new ShipStream(wakeup::signal);
  }

  /**
   * Opens the stream and waits for the server's first answer.
   *
   * @param over asked again and again: true when the agent does not want to go on
   */
  void open(Channel channel, ShippingAgent agent, Clock clock, BooleanSupplier over)
      throws IOException {
    TelemetryGrpc.newStub(channel).ship(stream);
    stream.send(hello(agent, clock));
    answerDeadline = System.nanoTime() + ANSWER_TIMEOUT_NANOS;
    Ack first = stream.takeAck();
    while (first == null) {
      requireAlive(over);
      wakeup.await(answerDeadline - System.nanoTime());
      first = stream.takeAck();
    }
    begin(first);
  }

  private Hello hello(ShippingAgent agent, Clock clock) {
    Instant now = clock.instant();
    return Hello.newBuilder()
        .setAgent(agent.name())
        .setVersion(agent.version())
        .setQueue(queue.identity().toByteString())
        .setSentUnixNanos(now.getEpochSecond() * 1_000_000_000L + now.getNano())
        .build();
  }

  private void begin(Ack first) throws IOException {
    long held = first.getSequence();
    if (held < reader.acknowledged()) {
      LOG.warn(
          "Server {}: holds batch {} at most, had acknowledged {}; what the queue still has is sent again",
          server,
          held,
          reader.acknowledged());
    }
    if (held > queue.lastSequence()) {
      queue.skipTo(held + 1);
    }
    take(first);
    reader.seek(held + 1);
    LOG.info("Server {}: connected; up to {} batches to send", server, queue.lastSequence() - held);
  }

  private void take(Ack ack) {
    reader.acknowledge(ack.getSequence());
    for (Refusal refusal : ack.getRefusalsList()) {
      counters.refused.add(refusal.getCount());
      if (counters.isFirst(refusal.getReason())) {
        LOG.warn(
            "Server {}: did not keep {} of batch {}: {}, for example {}; later ones are only counted",
            server,
            refusal.getCount(),
            refusal.getSequence(),
            refusal.getReason(),
            refusal.getExample());
      }
    }
  }

  /** Ships until the connection fails, or the agent does not want to go on. */
  void ship(BooleanSupplier over) throws IOException {
    answerDeadline = System.nanoTime() + ANSWER_TIMEOUT_NANOS;
    while (!over.getAsBoolean()) {
      boolean answered = !stream.isWaitingForAck();
      for (Ack ack = stream.takeAck(); ack != null; ack = stream.takeAck()) {
        take(ack);
        answered = true;
      }
      if (answered) {
        answerDeadline = System.nanoTime() + ANSWER_TIMEOUT_NANOS;
      }
      requireAlive(over);
      if (!sendNext()) {
        wakeup.await(answerDeadline - System.nanoTime());
      }
    }
  }

  private boolean sendNext() throws IOException {
    QueuedBatch batch = next != null ? next : reader.next();
    next = batch;
    if (batch == null || !stream.hasRoomFor(batch.payload().size())) {
      return false;
    }
    stream.send(batch);
    next = null;
    counters.batches.increment();
    counters.payloadBytes.add(batch.payload().bytes().size());
    return true;
  }

  private void requireAlive(BooleanSupplier over) throws IOException {
    if (stream.isEnded()) {
      Throwable failure = stream.failure();
      throw new IOException(
          failure == null ? "it ended the stream" : describe(Status.fromThrowable(failure)),
          failure);
    }
    if (System.nanoTime() - answerDeadline >= 0) {
      throw new IOException(
          "no answer within " + Duration.ofNanos(ANSWER_TIMEOUT_NANOS).toSeconds() + " s");
    }
    if (over.getAsBoolean()) {
      throw new IOException("the agent is stopping");
    }
  }

  private static String describe(Status status) {
    StringBuilder text = new StringBuilder(status.getCode().name());
    if (status.getDescription() != null) {
      text.append(": ").append(status.getDescription());
    }
    Throwable cause = status.getCause();
    if (cause != null && cause.getMessage() != null) {
      text.append(" (").append(cause.getMessage()).append(')');
    }
    return text.toString();
  }

  /** Leaves the stream. */
  void cancel() {
    stream.cancel("the agent leaves");
  }
}
