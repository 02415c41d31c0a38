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
import io.grpc.stub.CallStreamObserver;
import io.opentelemetry.api.trace.TracerProvider;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session on a store that fails. */
final class ShipSessionTest {
  private static final String SOURCE = "00";

  @TempDir private Path folder;
  private final ScheduledExecutorService timer = ShipPace.timer();
  private FailingLogStore logs = new FailingLogStore(2);
  private final InMemoryMetricStore metrics = new InMemoryMetricStore(Clock.systemUTC());

  /** What an agent hears. */
  private static final class Heard extends CallStreamObserver<Ack> {
    private final List<Long> acknowledged = new ArrayList<>();
    private final BlockingQueue<Long> news = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> ended = new CompletableFuture<>();
    private final AtomicInteger requested = new AtomicInteger();

    @Override
    public void onNext(Ack ack) {
      acknowledged.add(ack.getSequence());
      news.add(ack.getSequence());
    }

    /** Waits for the next acknowledgement. */
    long next() throws InterruptedException {
      Long sequence = news.poll(10, TimeUnit.SECONDS);
      return sequence == null ? -1 : sequence;
    }

    @Override
    public void request(int count) {
      requested.addAndGet(count);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {
      handler.run();
    }

    @Override
    public void disableAutoInboundFlowControl() {
      requested.set(0);
    }

    @Override
    public void setMessageCompression(boolean enable) {
      requested.get();
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

  @AfterEach
  void stopTimer() {
    timer.shutdownNow();
  }

  private ShipSession session(Heard heard) {
    return session(heard, Duration.ZERO);
  }

  private ShipSession session(Heard heard, Duration pause) {
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
        new ShipPace(Clock.systemUTC(), pause, timer),
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
    session.greet();
    session.take(batch(1));
    assertEquals(List.of(0L, 1L), List.of(heard.next(), heard.next()));
    for (long sequence = 2; sequence <= 4; sequence++) {
      session.take(batch(sequence));
    }
    assertEquals(Status.Code.UNAVAILABLE, heard.ended.get(10, TimeUnit.SECONDS).getCode());
    session.ended().get(10, TimeUnit.SECONDS);
    assertEquals(List.of(0L, 1L), heard.acknowledged);
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

  @Test
  void aQueueThatCatchesUpIsStoredInGroups() throws Exception {
    logs = new FailingLogStore(Integer.MAX_VALUE);
    Heard heard = new Heard();
    ShipSession session = session(heard, Duration.ofHours(1));
    session.greet();
    session.take(batch(1));
    assertEquals(List.of(0L, 1L), List.of(heard.next(), heard.next()));
    for (long sequence = 2; sequence <= 9; sequence++) {
      session.take(batch(sequence));
    }
    session.finish();
    assertEquals(Status.Code.OK, heard.ended.get(10, TimeUnit.SECONDS).getCode());
    assertEquals(List.of(0L, 1L, 9L), heard.acknowledged);
    assertEquals(9, stored().size());
  }

  @Test
  void whatComesBeforeTheHelloIsAnsweredWaits() throws Exception {
    logs = new FailingLogStore(Integer.MAX_VALUE);
    Heard heard = new Heard();
    ShipSession session = session(heard);
    session.take(batch(1));
    session.finish();
    session.greet();
    assertEquals(Status.Code.OK, heard.ended.get(10, TimeUnit.SECONDS).getCode());
    assertEquals(List.of(0L, 1L), heard.acknowledged);
  }

  @Test
  void anAgentIsAskedForNoMoreThanMayWait() {
    Heard heard = new Heard();
    ShipSession session = session(heard);
    ByteString large = ByteString.copyFrom(new byte[40 << 10]);
    for (long sequence = 1; sequence <= 3; sequence++) {
      session.take(Batch.newBuilder().setSequence(sequence).setPayload(large).build());
    }
    assertEquals(1, heard.requested.get());
  }
}
