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
import java.time.Duration;
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
      (int) Math.clamp(Runtime.getRuntime().maxMemory() / 256, 1 << 19, 32 << 20);

  /** How long a queue that catches up collects batches before they are stored together. */
  private static final Duration COLLECTING = Duration.ofMillis(200);

  private static final long MAX_QUARANTINE_BYTES = 64L << 20;
  private static final int MAX_AGENT_BYTES = 255;
  private static final int QUEUE_BYTES = 16;
  private static final int DRAIN_SECONDS = 10;

  private final MetricStore metrics;
  private final BatchWriter writer;
  private final Quarantine quarantine;
  private final TelemetryMetrics counters;
  private final ShipPace pace;
  private final Map<String, ShipSession> sessions = new ConcurrentHashMap<>();

  TelemetryService(
      LogStore logs,
      MetricStore metrics,
      DataDirectory data,
      PrometheusRegistry registry,
      Tracer tracer,
      Clock clock) {
    this.metrics = metrics;
    this.pace = new ShipPace(clock, COLLECTING, ShipPace.timer());
    IngestBudget budget = new IngestBudget(MAX_IN_FLIGHT_BYTES);
    this.counters = new TelemetryMetrics(registry, budget);
    this.writer = new BatchWriter(logs, metrics, budget, counters, tracer);
    this.quarantine = new Quarantine(data.path().resolve("quarantine"), MAX_QUARANTINE_BYTES);
  }

  @Override
  public StreamObserver<ShipRequest> ship(StreamObserver<Ack> acks) {
    ServerCallStreamObserver<Ack> call = (ServerCallStreamObserver<Ack>) acks;
    Stream stream = new Stream(call);
    call.setOnCancelHandler(stream::end);
    // Messages are asked for as there is room for them.
    call.disableAutoRequest();
    call.request(1);
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
    pace.close();
  }

  /**
   * One stream from its first message to its end. gRPC calls it from one thread at a time, which
   * reads other connections too: nothing here waits.
   */
  private final class Stream implements StreamObserver<ShipRequest> {
    private final ServerCallStreamObserver<Ack> acks;
    private volatile @Nullable ShipSession session;

    Stream(ServerCallStreamObserver<Ack> acks) {
      this.acks = acks;
    }

    @Override
    public void onNext(ShipRequest request) {
      ShipSession current = session;
      if (current == null && request.hasHello()) {
        greet(request.getHello());
      } else if (current != null && request.hasBatch()) {
        current.take(request.getBatch());
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
              hello.getAgent(), source, metrics, writer, quarantine, counters, pace, acks);
      session = started;
      counters.opened();
      ShipSession older = sessions.put(source, started);
      LOG.info("Agent {} ({}) ships queue {}", hello.getAgent(), hello.getVersion(), source);
      if (older == null) {
        started.greet();
      } else {
        older.close(Status.ABORTED.withDescription("the queue is shipped by a newer stream"));
        older.ended().thenRun(started::greet);
      }
      acks.request(1);
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
