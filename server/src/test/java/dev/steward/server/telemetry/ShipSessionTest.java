package dev.steward.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogCursor;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.QueryContext;
import dev.steward.testkit.store.metric.InMemoryMetricStore;
import dev.steward.wire.v1.Ack;
import dev.steward.wire.v1.Batch;
import dev.steward.wire.v1.Compression;
import dev.steward.wire.v1.Payload;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.api.trace.TracerProvider;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** A session on a store that fails. */
final class ShipSessionTest {
  private static final String SOURCE = "00";

  @TempDir private Path folder;
  private final FailingLogStore logs = new FailingLogStore(2);
  private final InMemoryMetricStore metrics = new InMemoryMetricStore(Clock.systemUTC());

  /** What an agent hears. */
  private static final class Heard implements StreamObserver<Ack> {
    private final List<Long> acknowledged = new ArrayList<>();
    private final CompletableFuture<Status> ended = new CompletableFuture<>();

    @Override
    public void onNext(Ack ack) {
      acknowledged.add(ack.getSequence());
    }

    @Override
    public void onError(Throwable failure) {
      ended.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
      ended.complete(Status.OK);
    }
  }

  private ShipSession session(Heard heard) {
    IngestBudget budget = new IngestBudget(1 << 20);
    TelemetryMetrics counters = new TelemetryMetrics(new PrometheusRegistry(), budget);
    BatchWriter writer =
        new BatchWriter(logs, metrics, budget, counters, TracerProvider.noop().get("test"));
    return new ShipSession(
        "web1",
        SOURCE,
        metrics,
        writer,
        new Quarantine(folder, 1 << 20),
        counters,
        Clock.systemUTC(),
        heard);
  }

  private static Batch batch(long sequence) {
    Payload payload =
        Payload.newBuilder()
            .addLabelSets(TestAgent.labels(0, "app", "cron"))
            .addLogs(TestAgent.lines(0, sequence, "line " + sequence))
            .build();
    ByteString bytes = payload.toByteString();
    return Batch.newBuilder()
        .setSequence(sequence)
        .setCompression(Compression.COMPRESSION_NONE)
        .setPayload(bytes)
        .setPayloadSize(bytes.size())
        .build();
  }

  private List<String> stored() {
    List<String> lines = new ArrayList<>();
    try (LogCursor cursor =
        logs.read(
            new LogQuery(Selector.ALL, TimeRange.ALL),
            Direction.FORWARD,
            QueryContext.unlimited())) {
      while (cursor.next()) {
        lines.add(cursor.entry().line().toString());
      }
    }
    return lines;
  }

  /** Many times, since what follows may be read before, while or after the batch fails. */
  @RepeatedTest(200)
  void aBatchThatWasNotStoredIsFollowedByNoneOfItsQueue() throws Exception {
    Heard heard = new Heard();
    ShipSession session = session(heard);
    for (long sequence = 1; sequence <= 4; sequence++) {
      session.take(batch(sequence));
    }
    assertEquals(Status.Code.UNAVAILABLE, heard.ended.get(10, TimeUnit.SECONDS).getCode());
    session.ended().get(10, TimeUnit.SECONDS);
    assertEquals(List.of(1L), heard.acknowledged);
    assertEquals(List.of("line 1"), stored());

    Heard again = new Heard();
    ShipSession next = session(again);
    next.greet();
    for (long sequence = 2; sequence <= 4; sequence++) {
      next.take(batch(sequence));
    }
    next.finish();
    assertEquals(Status.Code.OK, again.ended.get(10, TimeUnit.SECONDS).getCode());
    assertEquals(
        List.of(1L, 4L), List.of(again.acknowledged.getFirst(), again.acknowledged.getLast()));
    assertEquals(List.of("line 1", "line 2", "line 3", "line 4"), stored());
  }
}
