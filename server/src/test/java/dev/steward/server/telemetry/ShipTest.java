package dev.steward.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import dev.steward.server.StewardServer;
import dev.steward.server.settings.ServerSettings;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogCursor;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesCursor;
import dev.steward.wire.v1.Ack;
import dev.steward.wire.v1.Batch;
import dev.steward.wire.v1.Compression;
import dev.steward.wire.v1.LogColumns;
import dev.steward.wire.v1.MetricFamily;
import dev.steward.wire.v1.MetricType;
import dev.steward.wire.v1.Payload;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ships through the real door into the real stores. */
final class ShipTest {
  private static final long NOW_MILLIS = System.currentTimeMillis();
  private static final long NOW_NANOS = NOW_MILLIS * 1_000_000;

  @TempDir private Path data;
  private StewardServer server;

  @BeforeEach
  void start() {
    server = StewardServer.start(ServerSettings.onFreePorts(data));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestAgent agent() {
    return new TestAgent(server.part(GrpcDoor.class).address());
  }

  private List<String> lines(String app) {
    List<String> found = new ArrayList<>();
    LogQuery query =
        new LogQuery(Selector.of(new LabelMatcher.Equal("app", app)), TimeRange.ALL, List.of());
    try (LogCursor cursor =
        server.part(LogStore.class).read(query, Direction.FORWARD, QueryContext.unlimited())) {
      while (cursor.next()) {
        found.add(cursor.stream() + " " + cursor.entry().line() + " " + cursor.entry().metadata());
      }
    }
    return found;
  }

  private List<String> samples(String metric) {
    List<String> found = new ArrayList<>();
    MetricQuery query =
        new MetricQuery(
            Selector.of(new LabelMatcher.Equal(Labels.METRIC_NAME, metric)), TimeRange.ALL);
    SampleColumns columns = new SampleColumns();
    try (SeriesCursor cursor =
        server.part(MetricStore.class).read(query, QueryContext.unlimited())) {
      while (cursor.next()) {
        columns.clear();
        cursor.read(columns);
        for (int i = 0; i < columns.size(); i++) {
          found.add(cursor.labels() + " " + columns.values()[i]);
        }
      }
    }
    return found;
  }

  private static Payload batch(int number) {
    return Payload.newBuilder()
        .addLabelSets(TestAgent.labels(0, "__name__", "up", "job", "node"))
        .addLabelSets(TestAgent.labels(1, "app", "cron", "host", "mx1"))
        .addSamples(TestAgent.sample(0, NOW_MILLIS + number * 1000L, number))
        .addLogs(TestAgent.lines(1, NOW_NANOS + number * 1000L, "line " + number))
        .build();
  }

  @Test
  void whatIsAcknowledgedIsInBothStores() throws Exception {
    try (TestAgent agent = agent()) {
      agent.hello("web1", TestAgent.queue(1));
      Ack greeting = agent.nextAck();
      assertEquals(0, greeting.getSequence());
      assertTrue(greeting.getWindowBytes() > 0);
      agent.ship(1, batch(1));
      agent.ship(2, batch(2));
      assertEquals(List.of(), agent.ackOf(2).getRefusalsList());
    }
    assertEquals(
        List.of("{app=\"cron\", host=\"mx1\"} line 1 {}", "{app=\"cron\", host=\"mx1\"} line 2 {}"),
        lines("cron"));
    assertEquals(
        List.of(
            "{__name__=\"up\", host=\"web1\", job=\"node\"} 1.0",
            "{__name__=\"up\", host=\"web1\", job=\"node\"} 2.0"),
        samples("up"));
  }

  @Test
  void aQueueThatIsShippedAgainIsStoredOnce() throws Exception {
    try (TestAgent agent = agent()) {
      agent.hello("web1", TestAgent.queue(1));
      agent.ship(1, batch(1));
      agent.ship(2, batch(2));
      agent.ackOf(2);
    }
    try (TestAgent agent = agent()) {
      agent.hello("web1", TestAgent.queue(1));
      assertEquals(2, agent.nextAck().getSequence());
      agent.ship(1, batch(1));
      agent.ship(2, batch(2));
      agent.ship(3, batch(3));
      agent.ackOf(3);
    }
    assertEquals(3, lines("cron").size());
    assertEquals(3, samples("up").size());
  }

  @Test
  void equalLinesAreKeptWithTheirNumber() throws Exception {
    try (TestAgent agent = agent()) {
      agent.hello("web1", TestAgent.queue(1));
      LogColumns twice =
          TestAgent.lines(0, NOW_NANOS, "same", "same").toBuilder()
              .setTimestampDeltasNanos(0, 0)
              .build();
      agent.ship(
          1,
          Payload.newBuilder()
              .addLabelSets(TestAgent.labels(0, "app", "cron"))
              .addLogs(twice)
              .build());
      agent.ackOf(1);
    }
    assertEquals(2, lines("cron").size());
  }

  @Test
  void structuredMetadataBelongsToTheLineAndIsLeftAsItIs() throws Exception {
    try (TestAgent agent = agent()) {
      agent.hello("web1", TestAgent.queue(1));
      agent.ship(
          1,
          Payload.newBuilder()
              .addLabelSets(TestAgent.labels(0, "app", "cron"))
              .addLabelSets(TestAgent.labels(1, "pid", "42"))
              .addLogs(
                  TestAgent.lines(0, NOW_NANOS, "with", "without").toBuilder()
                      .addMetadata(2)
                      .addMetadata(0))
              .build());
      agent.ackOf(1);
    }
    assertEquals(
        List.of(
            "{app=\"cron\", host=\"web1\"} with {pid=\"42\"}",
            "{app=\"cron\", host=\"web1\"} without {}"),
        lines("cron"));
  }

  @Test
  void metadataOfFamiliesReachesTheMetricStore() throws Exception {
    try (TestAgent agent = agent()) {
      agent.hello("web1", TestAgent.queue(1));
      agent.ship(
          1,
          Payload.newBuilder()
              .addFamilies(
                  MetricFamily.newBuilder()
                      .setName("node_load1")
                      .setType(MetricType.METRIC_TYPE_GAUGE)
                      .setHelp("1m load average."))
              .build());
      agent.ackOf(1);
    }
    assertEquals(
        "1m load average.",
        server
            .part(MetricStore.class)
            .metadata()
            .getOrDefault("node_load1", List.of())
            .getFirst()
            .help());
  }

  @Test
  void anUnreadableBatchIsSetAsideAndTheAgentGoesOn() throws Exception {
    try (TestAgent agent = agent()) {
      agent.hello("web1", TestAgent.queue(1));
      agent.nextAck();
      agent.ship(
          Batch.newBuilder()
              .setSequence(1)
              .setCompression(Compression.COMPRESSION_ZSTD)
              .setPayload(ByteString.copyFromUtf8("no zstd frame"))
              .setPayloadSize(10)
              .setDictionary(1)
              .build());
      Ack ack = agent.ackOf(1);
      assertEquals("undecodable", ack.getRefusals(0).getReason());
      agent.ship(2, batch(2));
      agent.ackOf(2);
    }
    assertEquals(1, lines("cron").size());
    try (Stream<Path> kept = Files.list(data.resolve("quarantine"))) {
      assertEquals(
          List.of("00000000000000000000000000000001-1.batch"),
          kept.map(file -> file.getFileName().toString()).toList());
    }
    try (TestAgent agent = agent()) {
      agent.hello("web1", TestAgent.queue(1));
      assertEquals(2, agent.nextAck().getSequence());
    }
  }

  @Test
  void aPayloadLargerThanItsDeclaredSizeIsNotUnpacked() throws Exception {
    byte[] zeros = new byte[1 << 20];
    try (TestAgent agent = agent()) {
      agent.hello("web1", TestAgent.queue(1));
      agent.nextAck();
      agent.ship(
          Batch.newBuilder()
              .setSequence(1)
              .setCompression(Compression.COMPRESSION_ZSTD)
              .setPayload(ByteString.copyFrom(Zstd.compress(zeros)))
              .setPayloadSize(1000)
              .build());
      assertEquals("undecodable", agent.ackOf(1).getRefusals(0).getReason());
    }
  }

  @Test
  void invalidLabelsAreRefusedAndTheRestOfTheBatchIsKept() throws Exception {
    try (TestAgent agent = agent()) {
      agent.hello("web1", TestAgent.queue(1));
      agent.nextAck();
      agent.ship(
          1,
          batch(1).toBuilder()
              .addLabelSets(TestAgent.labels(7, "app", "cron", "app", "twice"))
              .addLogs(TestAgent.lines(7, NOW_NANOS, "lost"))
              .build());
      Ack ack = agent.ackOf(1);
      assertEquals("invalid", ack.getRefusals(0).getReason());
      assertEquals(1, ack.getRefusals(0).getCount());
    }
    assertEquals(1, lines("cron").size());
  }

  @Test
  void aSecondStreamOfAQueueEndsTheFirst() throws Exception {
    try (TestAgent first = agent();
        TestAgent second = agent()) {
      first.hello("web1", TestAgent.queue(1));
      first.ship(1, batch(1));
      first.ackOf(1);
      second.hello("web1", TestAgent.queue(1));
      assertEquals(1, second.nextAck().getSequence());
      assertEquals(Status.Code.ABORTED, first.end().getCode());
    }
  }

  @Test
  void aStreamThatBeginsWithoutHelloIsRefused() throws Exception {
    try (TestAgent agent = agent()) {
      agent.ship(1, batch(1));
      assertEquals(Status.Code.INVALID_ARGUMENT, agent.end().getCode());
    }
  }

  @Test
  void sequencesMustGrow() throws Exception {
    try (TestAgent agent = agent()) {
      agent.hello("web1", TestAgent.queue(1));
      agent.ship(5, batch(1));
      agent.ship(5, batch(2));
      assertEquals(Status.Code.INVALID_ARGUMENT, agent.end().getCode());
    }
  }

  @Test
  void aStreamThatTheAgentCompletesIsAcknowledgedWhole() throws Exception {
    try (TestAgent agent = agent()) {
      agent.hello("web1", TestAgent.queue(1));
      for (int i = 1; i <= 50; i++) {
        agent.ship(i, batch(i));
      }
      agent.complete();
      agent.ackOf(50);
      assertEquals(Status.Code.OK, agent.end().getCode());
    }
  }
}
