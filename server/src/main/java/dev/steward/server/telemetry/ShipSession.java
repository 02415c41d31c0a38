package dev.steward.server.telemetry;

import dev.steward.spi.error.StewardException;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.Origin;
import dev.steward.wire.v1.Ack;
import dev.steward.wire.v1.Batch;
import dev.steward.wire.v1.Refusal;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of one queue, after its Hello: decodes batches in order, hands each to the stores when
 * the one before it is durable, and acknowledges in order.
 *
 * <p>One at a time, because a store tells repetitions by the last sequence that it holds: were a
 * batch stored after its predecessor had failed, the predecessor would count as stored when it is
 * sent again. Decoding goes on meanwhile, so that a stream waits for the disk only.
 *
 * <p>{@link #take} is called by one thread at a time, in the stream's order; batches complete on
 * the stores' threads. The lock of this object guards what both touch.
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

  /** Completes when every batch taken so far is durable, fails when one of them was not stored. */
  private CompletableFuture<?> durableSoFar = CompletableFuture.completedFuture(null);

  /** Batches that were taken, in order; guarded by this. */
  private final Deque<InFlight> inFlight = new ArrayDeque<>();

  /** Whether anything more may be sent to the agent; guarded by this. */
  private boolean open = true;

  private record InFlight(long sequence, CompletableFuture<List<Refusal>> refusals) {}

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
    InFlight pending = new InFlight(lastTaken, write(batch, share));
    durableSoFar = pending.refusals();
    synchronized (this) {
      inFlight.add(pending);
    }
    pending.refusals().whenComplete((refusals, failure) -> acknowledge());
  }

  private CompletableFuture<List<Refusal>> write(Batch batch, IngestBudget.Share share) {
    try {
      return inTurn(decoder.decode(batch), share)
          .thenApply(refusals -> WireRefusals.of(batch, refusals));
    } catch (UndecodableException e) {
      LOG.warn(
          "Batch {} of agent {}, queue {}, cannot be read and is set aside: {}",
          batch.getSequence(),
          agent,
          source,
          e.getMessage());
      quarantine.keep(source, batch);
      counters.undecodable();
      return inTurn(BatchDecoder.empty(new Origin(source, batch.getSequence())), share)
          .thenApply(nothing -> List.of(WireRefusals.undecodable(batch, e)));
    } catch (RuntimeException e) {
      share.close();
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Stores a batch when its predecessors are durable, on a thread that may wait for the stores. */
  private CompletableFuture<List<AppendReceipt.Refusal>> inTurn(
      DecodedBatch batch, IngestBudget.Share share) {
    return durableSoFar
        .thenComposeAsync(before -> writer.write(batch, share), Thread::startVirtualThread)
        .whenComplete((refusals, failure) -> share.close());
  }

  private synchronized boolean isOpen() {
    return open;
  }

  /** Acknowledges every batch that is durable and has none before it that is not. */
  private synchronized void acknowledge() {
    long durable = 0;
    List<Refusal> refusals = new ArrayList<>();
    Throwable failure = null;
    while (!inFlight.isEmpty() && inFlight.peek().refusals().isDone() && failure == null) {
      InFlight first = inFlight.remove();
      if (first.refusals().isCompletedExceptionally()) {
        failure = first.refusals().exceptionNow();
      } else {
        durable = first.sequence();
        refusals.addAll(first.refusals().resultNow());
      }
    }
    if (durable > 0 && open) {
      acks.onNext(ack(durable, refusals));
    }
    if (failure != null && open) {
      LOG.error("A batch of agent {}, queue {}, was not stored", agent, source, failure);
      close(status(failure));
    }
    endIfIdle();
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
  void finish() {
    CompletableFuture<?>[] pending;
    synchronized (this) {
      pending = inFlight.stream().map(InFlight::refusals).toArray(CompletableFuture[]::new);
    }
    CompletableFuture.allOf(pending)
        .whenComplete((done, failure) -> {
          acknowledge();
          close(Status.OK);
        });
  }

  /** Notes that the agent is gone. */
  synchronized void abandon() {
    open = false;
    endIfIdle();
  }

  private void endIfIdle() {
    if (!open && inFlight.isEmpty()) {
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
