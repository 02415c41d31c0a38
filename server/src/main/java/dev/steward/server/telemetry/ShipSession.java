package dev.steward.server.telemetry;

import dev.steward.spi.error.StewardException;
import dev.steward.spi.store.MetricStore;
import dev.steward.wire.v1.Ack;
import dev.steward.wire.v1.Batch;
import dev.steward.wire.v1.Refusal;
import io.grpc.Status;
import io.grpc.stub.CallStreamObserver;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of one queue, after its Hello: collects batches in order, hands them to the stores in
 * groups, each when those before are durable, and acknowledges in order.
 *
 * <p>One group at a time, because a store tells repetitions by the last sequence that it holds:
 * were a batch stored after its predecessor had failed, the predecessor would count as stored when
 * it is sent again. Batches wait as they came, compressed, and a group is decoded when it is its
 * turn.
 *
 * <p>{@link #take} is called by one thread at a time, in the stream's order, and never waits;
 * groups are decoded on threads of their own and complete on the stores' threads. The lock of this
 * object guards what they touch.
 */
final class ShipSession {
  /** Decompressed bytes that an agent may have in flight. */
  static final int WINDOW_BYTES = 8 << 20;

  /** Compressed bytes that wait here; past it, the agent waits. */
  private static final int MAX_WAITING_BYTES = 64 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(ShipSession.class);

  private final String agent;
  private final String source;
  private final BatchDecoder decoder;
  private final BatchWriter writer;
  private final Quarantine quarantine;
  private final TelemetryMetrics counters;
  private final ShipPace pace;
  private final CallStreamObserver<Ack> acks;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** Guarded by this, as all below. */
  private long lastTaken;

  /** The last sequence that either store held when the stream began. */
  private long held;

  /** Whether the Hello is answered. */
  private boolean greeted;

  /** Batches that wait for those before them, in order, and their bytes. */
  private final Deque<Batch> waiting = new ArrayDeque<>();

  private long waitingBytes;

  /** Messages that may be asked for when fewer bytes wait. */
  private int owed;

  /** The start of the next group, if one is planned. */
  private @Nullable Future<?> planned;

  private long lastWriteMillis = Long.MIN_VALUE / 2;

  /** Whether a group is with the stores. */
  private boolean writing;

  /** Whether anything more may be sent to the agent. */
  private boolean open = true;

  /** Whether the agent has said that nothing follows. */
  private boolean finished;

  ShipSession(
      String agent,
      String source,
      MetricStore metrics,
      BatchWriter writer,
      Quarantine quarantine,
      TelemetryMetrics counters,
      ShipPace pace,
      CallStreamObserver<Ack> acks) {
    this.agent = agent;
    this.source = source;
    this.decoder = new BatchDecoder(source, agent, metrics);
    this.writer = writer;
    this.quarantine = quarantine;
    this.counters = counters;
    this.pace = pace;
    this.acks = acks;
  }

  /** Identity of the queue. */
  String source() {
    return source;
  }

  /** Answers the Hello with what both stores hold. */
  synchronized void greet() {
    held = writer.newestSequence(source);
    greeted = true;
    if (open) {
      acks.onNext(ack(writer.lastSequence(source), List.of()));
    }
    plan();
  }

  /** Takes the next batch. */
  synchronized void take(Batch batch) {
    if (batch.getSequence() <= lastTaken) {
      close(
          Status.INVALID_ARGUMENT.withDescription(
              "sequence: %d (expected: above %d)".formatted(batch.getSequence(), lastTaken)));
    }
    if (!open) {
      return;
    }
    lastTaken = batch.getSequence();
    waiting.add(batch);
    waitingBytes += batch.getPayload().size();
    owed++;
    askForMore();
    plan();
  }

  private void askForMore() {
    if (waitingBytes < MAX_WAITING_BYTES && owed > 0) {
      acks.request(owed);
      owed = 0;
    }
  }

  /** Sees to it that what waits will be written; the caller holds the lock. */
  private void plan() {
    if (!greeted || writing || waiting.isEmpty()) {
      return;
    }
    boolean hurry = finished || waitingBytes >= MAX_WAITING_BYTES;
    long wait = hurry ? 0 : pace.waitMillis(lastWriteMillis);
    Future<?> before = planned;
    if (before == null || (wait == 0 && before.cancel(false))) {
      planned = pace.after(wait, this::writeWaiting);
    }
  }

  /** Hands the next group to the stores. */
  private void writeWaiting() {
    List<Batch> group;
    synchronized (this) {
      planned = null;
      if (waiting.isEmpty()) {
        return;
      }
      writing = true;
      lastWriteMillis = pace.nowMillis();
      group = BatchGroup.take(waiting, held);
      for (Batch batch : group) {
        waitingBytes -= batch.getPayload().size();
      }
      askForMore();
    }
    try {
      DecodedBatch decoded = decode(group);
      writer
          .write(decoded)
          .whenComplete((refusals, failure) -> {
            decoded.release();
            completed(decoded.sequence(), refusals, failure);
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      completed(0, null, e);
    } catch (RuntimeException e) {
      completed(0, null, e);
    }
  }

  private DecodedBatch decode(List<Batch> group) throws InterruptedException {
    IngestBudget.Share share = writer.admit(group);
    try {
      return decoder.decode(group, share, this::setAside);
    } catch (RuntimeException e) {
      share.close();
      throw e;
    }
  }

  private void setAside(Batch batch, UndecodableException problem) {
    LOG.warn(
        "Batch {} of agent {}, queue {}, cannot be read and is set aside: {}",
        batch.getSequence(),
        agent,
        source,
        problem.getMessage());
    quarantine.keep(source, batch);
    counters.undecodable();
  }

  private synchronized void completed(
      long sequence, @Nullable List<Refusal> refusals, @Nullable Throwable failure) {
    writing = false;
    if (failure != null) {
      LOG.error("A batch of agent {}, queue {}, was not stored", agent, source, failure);
      close(status(failure));
    } else if (refusals != null && open) {
      acks.onNext(ack(sequence, refusals));
    }
    plan();
    endIfIdle();
  }

  /** Tells the agent why the stream ends; what is with the stores still becomes durable. */
  synchronized void close(Status status) {
    if (open) {
      abandon();
      if (status.isOk()) {
        acks.onCompleted();
      } else {
        acks.onError(status.asRuntimeException());
      }
    }
  }

  /** Closes the stream in order when all that was taken is acknowledged. */
  synchronized void finish() {
    finished = true;
    plan();
    endIfIdle();
  }

  /** Notes that the agent is gone; it will send again what is not acknowledged. */
  synchronized void abandon() {
    open = false;
    waiting.clear();
    waitingBytes = 0;
    endIfIdle();
  }

  private void endIfIdle() {
    if (writing || !waiting.isEmpty()) {
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
    Instant now = pace.now();
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
