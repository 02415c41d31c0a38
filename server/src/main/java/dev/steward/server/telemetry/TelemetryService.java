package dev.steward.server.telemetry;

import dev.steward.server.store.DataDirectory;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.MetricStore;
import dev.steward.wire.v1.Ack;
import dev.steward.wire.v1.Hello;
import dev.steward.wire.v1.ShipRequest;
import dev.steward.wire.v1.TelemetryGrpc;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.api.trace.Tracer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes what agents ship: one session for each stream, at most one for each queue. */
@Component
final class TelemetryService extends TelemetryGrpc.TelemetryImplBase {
  private static final Logger LOG = LoggerFactory.getLogger(TelemetryService.class);

  /** Payload bytes under way; decoded they take two to three times as much of the heap. */
  private static final int MAX_IN_FLIGHT_BYTES =
      (int) Math.clamp(Runtime.getRuntime().maxMemory() / 128, 1 << 20, 32 << 20);

  private static final long MAX_QUARANTINE_BYTES = 64L << 20;
  private static final int MAX_AGENT_BYTES = 255;
  private static final int QUEUE_BYTES = 16;
  private static final int DRAIN_SECONDS = 10;

  private final MetricStore metrics;
  private final BatchWriter writer;
  private final Quarantine quarantine;
  private final TelemetryMetrics counters;
  private final Clock clock;
  private final Map<String, ShipSession> sessions = new ConcurrentHashMap<>();

  TelemetryService(
      LogStore logs,
      MetricStore metrics,
      DataDirectory data,
      PrometheusRegistry registry,
      Tracer tracer,
      Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
    IngestBudget budget = new IngestBudget(MAX_IN_FLIGHT_BYTES);
    this.counters = new TelemetryMetrics(registry, budget);
    this.writer = new BatchWriter(logs, metrics, budget, counters, tracer);
    this.quarantine = new Quarantine(data.path().resolve("quarantine"), MAX_QUARANTINE_BYTES);
  }

  @Override
  public StreamObserver<ShipRequest> ship(StreamObserver<Ack> acks) {
    Stream stream = new Stream(acks);
    ((ServerCallStreamObserver<Ack>) acks).setOnCancelHandler(stream::end);
    return stream;
  }

  /** Ends all sessions and waits until what they took is durable. */
  void drain() {
    List<CompletableFuture<Void>> ended = new ArrayList<>();
    for (ShipSession session : sessions.values()) {
      session.close(Status.UNAVAILABLE.withDescription("the server is stopping"));
      ended.add(session.ended());
    }
    CompletableFuture.allOf(ended.toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, DRAIN_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  /** One stream from its first message to its end. gRPC calls it from one thread at a time. */
  private final class Stream implements StreamObserver<ShipRequest> {
    private final StreamObserver<Ack> acks;
    private volatile @Nullable ShipSession session;

    Stream(StreamObserver<Ack> acks) {
      this.acks = acks;
    }

    @Override
    public void onNext(ShipRequest request) {
      ShipSession current = session;
      if (current == null && request.hasHello()) {
        greet(request.getHello());
      } else if (current != null && request.hasBatch()) {
        try {
          current.take(request.getBatch());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          current.close(Status.UNAVAILABLE.withDescription("the server is stopping"));
        }
      } else {
        refuse(
            "message: %s (expected: hello first, batches after it)"
                .formatted(request.getMessageCase()));
      }
    }

    private void greet(Hello hello) {
      int nameBytes = hello.getAgentBytes().size();
      if (nameBytes == 0 || nameBytes > MAX_AGENT_BYTES) {
        refuse("agent: %d bytes (expected: 1 to %d)".formatted(nameBytes, MAX_AGENT_BYTES));
        return;
      }
      if (hello.getQueue().size() != QUEUE_BYTES) {
        refuse("queue: %d bytes (expected: %d)".formatted(hello.getQueue().size(), QUEUE_BYTES));
        return;
      }
      String source = HexFormat.of().formatHex(hello.getQueue().toByteArray());
      ShipSession started =
          new ShipSession(
              hello.getAgent(), source, metrics, writer, quarantine, counters, clock, acks);
      session = started;
      counters.opened();
      ShipSession older = sessions.put(source, started);
      if (older != null) {
        older.close(Status.ABORTED.withDescription("the queue is shipped by a newer stream"));
        older.ended().join();
      }
      LOG.info("Agent {} ({}) ships queue {}", hello.getAgent(), hello.getVersion(), source);
      started.greet();
    }

    private void refuse(String reason) {
      ShipSession current = session;
      Status status = Status.INVALID_ARGUMENT.withDescription(reason);
      if (current == null) {
        acks.onError(status.asRuntimeException());
      } else {
        current.close(status);
      }
    }

    @Override
    public void onError(Throwable failure) {
      end();
    }

    @Override
    public void onCompleted() {
      ShipSession current = session;
      if (current == null) {
        acks.onCompleted();
      } else {
        current.finish();
        current.ended().thenRun(this::end);
      }
    }

    private synchronized void end() {
      ShipSession current = session;
      if (current != null) {
        session = null;
        current.abandon();
        sessions.remove(current.source(), current);
        counters.closed();
      }
    }
  }
}
