package dev.steward.server.telemetry;

import dev.steward.spi.error.StewardException;
import dev.steward.spi.store.MetricStore;
import dev.steward.wire.v1.Ack;
import dev.steward.wire.v1.Batch;
import dev.steward.wire.v1.Refusal;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of one queue, after its Hello: decodes batches in order, hands them to the stores when
 * those before are durable, and acknowledges in order.
 *
 * <p>One group at a time, because a store tells repetitions by the last sequence that it holds:
 * were a batch stored after its predecessor had failed, the predecessor would count as stored when
 * it is sent again. Decoding goes on meanwhile, and all that was decoded goes to the stores as one
 * batch: a queue that catches up costs a commit for each round trip, not for each batch.
 *
 * <p>{@link #take} is called by one thread at a time, in the stream's order; groups complete on the
 * stores' threads. The lock of this object guards what both touch.
 */
final class ShipSession {
  /** Decompressed bytes that an agent may have in flight. */
  static final int WINDOW_BYTES = 8 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(ShipSession.class);

  private final String agent;
  private final String source;
  private final BatchDecoder decoder;
  private final BatchWriter writer;
  private final Quarantine quarantine;
  private final TelemetryMetrics counters;
  private final Clock clock;
  private final StreamObserver<Ack> acks;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private long lastTaken;

  /** The last sequence that either store held when the stream began. */
  private long held;

  /** Batches that were decoded and wait for those before them, in order; guarded by this. */
  private final Deque<DecodedBatch> waiting = new ArrayDeque<>();

  /** Whether a group is with the stores; guarded by this. */
  private boolean writing;

  /** Whether anything more may be sent to the agent; guarded by this. */
  private boolean open = true;

  /** Whether the agent has said that nothing follows; guarded by this. */
  private boolean finished;

  ShipSession(
      String agent,
      String source,
      MetricStore metrics,
      BatchWriter writer,
      Quarantine quarantine,
      TelemetryMetrics counters,
      Clock clock,
      StreamObserver<Ack> acks) {
    this.agent = agent;
    this.source = source;
    this.decoder = new BatchDecoder(source, agent, metrics);
    this.writer = writer;
    this.quarantine = quarantine;
    this.counters = counters;
    this.clock = clock;
    this.acks = acks;
  }

  /** Identity of the queue. */
  String source() {
    return source;
  }

  /** Answers the Hello with what both stores hold. */
  synchronized void greet() {
    held = writer.newestSequence(source);
    acks.onNext(ack(writer.lastSequence(source), List.of()));
  }

  /** Takes the next batch; waits where too much is under way. */
  void take(Batch batch) throws InterruptedException {
    if (batch.getSequence() <= lastTaken) {
      close(
          Status.INVALID_ARGUMENT.withDescription(
              "sequence: %d (expected: above %d)".formatted(batch.getSequence(), lastTaken)));
    }
    if (!isOpen()) {
      return;
    }
    lastTaken = batch.getSequence();
    IngestBudget.Share share = writer.admit(batch);
    DecodedBatch decoded;
    try {
      decoded = decode(batch, share);
    } catch (RuntimeException e) {
      share.close();
      LOG.error("A batch of agent {}, queue {}, was not decoded", agent, source, e);
      close(status(e));
      return;
    }
    if (add(decoded)) {
      writeWaiting();
    }
  }

  private DecodedBatch decode(Batch batch, IngestBudget.Share share) {
    try {
      return decoder.decode(batch, share);
    } catch (UndecodableException e) {
      LOG.warn(
          "Batch {} of agent {}, queue {}, cannot be read and is set aside: {}",
          batch.getSequence(),
          agent,
          source,
          e.getMessage());
      quarantine.keep(source, batch);
      counters.undecodable();
      return decoder.undecodable(batch.getSequence(), e, share);
    }
  }

  private synchronized boolean isOpen() {
    return open;
  }

  /**
   * Puts a batch in the queue; true if the caller has to write it. What was decoded while a batch
   * before it failed must not follow that one: the agent would take both for stored.
   */
  private synchronized boolean add(DecodedBatch batch) {
    if (!open) {
      batch.release();
      return false;
    }
    waiting.add(batch);
    boolean first = !writing;
    writing = true;
    return first;
  }

  /** Hands the next group to the stores; there is one. */
  private void writeWaiting() {
    DecodedBatch group;
    synchronized (this) {
      group = BatchGroup.merge(BatchGroup.take(waiting, held));
    }
    writer.write(group).whenComplete((refusals, failure) -> completed(group, refusals, failure));
  }

  private void completed(
      DecodedBatch group, @Nullable List<Refusal> refusals, @Nullable Throwable failure) {
    group.release();
    boolean more;
    synchronized (this) {
      if (refusals != null && open) {
        acks.onNext(ack(group.sequence(), refusals));
      }
      if (failure != null) {
        LOG.error("A batch of agent {}, queue {}, was not stored", agent, source, failure);
        waiting.forEach(DecodedBatch::release);
        waiting.clear();
        close(status(failure));
      }
      more = !waiting.isEmpty();
      writing = more;
      endIfIdle();
    }
    if (more) {
      // The stores' own threads must not wait for the stores.
      Thread.startVirtualThread(this::writeWaiting);
    }
  }

  /** Tells the agent why the stream ends; batches under way still become durable. */
  synchronized void close(Status status) {
    if (open) {
      open = false;
      if (status.isOk()) {
        acks.onCompleted();
      } else {
        acks.onError(status.asRuntimeException());
      }
    }
    endIfIdle();
  }

  /** Closes the stream in order when all that was taken is acknowledged. */
  synchronized void finish() {
    finished = true;
    endIfIdle();
  }

  /** Notes that the agent is gone. */
  synchronized void abandon() {
    open = false;
    endIfIdle();
  }

  private synchronized void endIfIdle() {
    if (writing) {
      return;
    }
    if (finished && open) {
      open = false;
      acks.onCompleted();
    }
    if (!open) {
      ended.complete(null);
    }
  }

  /** Completes when the session is closed and nothing of it is under way to the stores. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  private Ack ack(long sequence, List<Refusal> refusals) {
    Instant now = clock.instant();
    return Ack.newBuilder()
        .setSequence(sequence)
        .setWindowBytes(WINDOW_BYTES)
        .addAllRefusals(refusals)
        .setSentUnixNanos(now.getEpochSecond() * 1_000_000_000L + now.getNano())
        .build();
  }

  private static Status status(Throwable failure) {
    Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    return cause instanceof StewardException known
        ? Status.fromCodeValue(known.code().grpcStatus()).withDescription(known.getMessage())
        : Status.INTERNAL.withDescription("the batch was not stored");
  }
}
