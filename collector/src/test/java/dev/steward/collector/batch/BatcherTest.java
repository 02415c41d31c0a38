package dev.steward.collector.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import dev.steward.collector.queue.DurableQueue;
import dev.steward.collector.queue.InputPosition;
import dev.steward.collector.queue.QueueOptions;
import dev.steward.collector.queue.QueueReader;
import dev.steward.collector.queue.QueuedBatch;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import dev.steward.wire.v1.LabelSet;
import dev.steward.wire.v1.LogColumns;
import dev.steward.wire.v1.MetricFamily;
import dev.steward.wire.v1.Payload;
import dev.steward.wire.v1.SampleColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BatcherTest {
  private static final Labels STREAM = Labels.of("host", "h", "job", "file");

  @TempDir Path directory;

  private DurableQueue queue() throws IOException {
    return DurableQueue.open(directory, new QueueOptions(64 << 20, 1 << 20, Set.of("reader")));
  }

  private static void line(BatchSink sink, long time, String text, Labels metadata) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sink.line(STREAM, time, bytes, 0, bytes.length, metadata);
  }

  private static List<Payload> payloads(DurableQueue queue) throws IOException {
    List<Payload> payloads = new ArrayList<>();
    QueueReader reader = queue.reader("reader");
    reader.seek(1);
    for (QueuedBatch batch = reader.next(); batch != null; batch = reader.next()) {
      byte[] frames = batch.payload().bytes().toByteArray();
      payloads.add(Payload.parseFrom(Zstd.decompress(frames, batch.payload().size())));
    }
    return payloads;
  }

  @Test
  void whatBelongsTogetherIsOneBatchInColumns() throws Exception {
    try (DurableQueue queue = queue()) {
      Batcher batcher = new Batcher(queue, Duration.ofHours(1));
      batcher.start();
      Labels series = Labels.of("__name__", "m", "host", "h");
      batcher.add(sink -> {
        line(sink, 1_000, "one", Labels.EMPTY);
        line(sink, 900, "two", Labels.of("pid", "7"));
        sink.sample(5, series, -0.0);
        sink.family(new MetricMetadata("m", MetricType.GAUGE, "help", ""));
        sink.position(new InputPosition("file", "8"));
      });
      batcher.close();
      assertEquals(Map.of("file", "8"), queue.positions());
      Payload expected =
          Payload.newBuilder()
              .addLabelSets(set(0, "__name__", "m", "host", "h"))
              .addLabelSets(set(1, "host", "h", "job", "file"))
              .addLabelSets(set(2, "pid", "7"))
              .addSamples(
                  SampleColumns.newBuilder()
                      .setTimestampMillis(5)
                      .addSeriesDeltas(0)
                      .addValues(-0.0))
              .addLogs(
                  LogColumns.newBuilder()
                      .setStream(1)
                      .setFirstTimestampNanos(1_000)
                      .addTimestampDeltasNanos(-100)
                      .addLines(ByteString.copyFromUtf8("one"))
                      .addLines(ByteString.copyFromUtf8("two"))
                      .addMetadata(0)
                      .addMetadata(3))
              .addFamilies(
                  MetricFamily.newBuilder()
                      .setName("m")
                      .setType(dev.steward.wire.v1.MetricType.METRIC_TYPE_GAUGE)
                      .setHelp("help"))
              .build();
      assertEquals(List.of(expected), payloads(queue));
    }
  }

  private static LabelSet set(int id, String... namesAndValues) {
    return LabelSet.newBuilder().setId(id).addAllNamesAndValues(List.of(namesAndValues)).build();
  }

  @Test
  void metadataOfTheFirstLinesAloneIsFilledUp() throws Exception {
    try (DurableQueue queue = queue()) {
      Batcher batcher = new Batcher(queue, Duration.ofHours(1));
      batcher.start();
      batcher.add(sink -> {
        line(sink, 1, "one", Labels.of("pid", "7"));
        line(sink, 2, "two", Labels.EMPTY);
      });
      batcher.close();
      assertEquals(List.of(2, 0), payloads(queue).getFirst().getLogs(0).getMetadataList());
    }
  }

  @Test
  void aLargeBatchIsWrittenWithoutWaitingAndFamiliesAreSaidOnce() throws Exception {
    try (DurableQueue queue = queue()) {
      Batcher batcher = new Batcher(queue, Duration.ofHours(1));
      batcher.start();
      String text = "x".repeat(1_000);
      MetricMetadata family = new MetricMetadata("m", MetricType.COUNTER, "help", "");
      for (int i = 0; i < 2_000; i++) {
        int time = i;
        batcher.add(sink -> {
          line(sink, time, text, Labels.EMPTY);
          sink.family(family);
        });
      }
      batcher.close();
      List<Payload> payloads = payloads(queue);
      assertTrue(payloads.size() >= 4, payloads.size() + " batches");
      assertEquals(2_000, payloads.stream().mapToInt(p -> p.getLogs(0).getLinesCount()).sum());
      assertEquals(1, payloads.stream().mapToInt(Payload::getFamiliesCount).sum());
      assertEquals(1, payloads.stream().mapToInt(Payload::getLabelSetsCount).sum());
      assertEquals(2_000, batcher.lines());
    }
  }

  @Test
  void aStoppedBatcherTakesNothing() throws Exception {
    try (DurableQueue queue = queue()) {
      Batcher batcher = new Batcher(queue, Duration.ofHours(1));
      batcher.start();
      batcher.close();
      assertThrows(IntakeClosedException.class, () -> batcher.add(sink -> {}));
    }
  }
}
