package dev.steward.cli.exercise;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import dev.steward.wire.v1.Ack;
import dev.steward.wire.v1.Batch;
import dev.steward.wire.v1.Compression;
import dev.steward.wire.v1.Hello;
import dev.steward.wire.v1.LabelSet;
import dev.steward.wire.v1.LogColumns;
import dev.steward.wire.v1.Payload;
import dev.steward.wire.v1.SampleColumns;
import dev.steward.wire.v1.ShipRequest;
import dev.steward.wire.v1.TelemetryGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/** One agent of the fleet: 400 series, four fifths of them counters. For one thread. */
final class ExerciseAgent implements AutoCloseable {
  private static final int SERIES = 400;
  private static final int PROCESSORS = 128;
  private static final int COUNTERS = 320;
  private static final int IN_FLIGHT = 16;
  private static final int LINES_EVERY = 8;
  private static final String[] MODES = {
    "idle", "user", "system", "iowait", "softirq", "steal", "nice", "irq"
  };

  private final String name;
  private final SplittableRandom random;
  private final ManagedChannel channel;
  private final StreamObserver<ShipRequest> requests;
  private final Semaphore window = new Semaphore(IN_FLIGHT);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final long[] units = new long[SERIES];
  private long sequence;
  private long acknowledged;

  ExerciseAgent(int port, int number) {
    name = "host-" + number;
    random = new SplittableRandom(number);
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    requests = TelemetryGrpc.newStub(channel).ship(new Acks());
    byte[] queue = ByteBuffer.allocate(16).putInt(number + 1).array();
    requests.onNext(
        ShipRequest.newBuilder()
            .setHello(Hello.newBuilder().setAgent(name).setQueue(ByteString.copyFrom(queue)))
            .build());
  }

  /** Takes acknowledgements; gRPC calls it from one thread at a time. */
  private final class Acks implements StreamObserver<Ack> {
    @Override
    public void onNext(Ack ack) {
      window.release((int) (ack.getSequence() - acknowledged));
      acknowledged = ack.getSequence();
    }

    @Override
    public void onError(Throwable failure) {
      ended.completeExceptionally(failure);
      window.release(Integer.MAX_VALUE / 2);
    }

    @Override
    public void onCompleted() {
      ended.complete(null);
    }
  }

  /** Sends what every series is at a moment. */
  void scrape(long timestampMillis) throws InterruptedException {
    Payload.Builder payload = Payload.newBuilder();
    if (sequence == 0) {
      define(payload);
    }
    SampleColumns.Builder samples = SampleColumns.newBuilder().setTimestampMillis(timestampMillis);
    for (int i = 0; i < SERIES; i++) {
      units[i] += i < COUNTERS ? random.nextLong(1L << (4 + i % 16)) : random.nextLong(-9, 10);
      samples
          .addSeriesDeltas(i == 0 ? 0 : 1)
          .addValues(i < PROCESSORS ? units[i] / 100.0 : units[i]);
    }
    payload.addSamples(samples);
    if (sequence % LINES_EVERY == 0) {
      payload.addLogs(lines(timestampMillis * 1_000_000));
    }
    send(payload.build());
  }

  private void define(Payload.Builder payload) {
    for (int i = 0; i < SERIES; i++) {
      LabelSet.Builder set = LabelSet.newBuilder().setId(i).addNamesAndValues("__name__");
      if (i < PROCESSORS) {
        set.addNamesAndValues("exercise_cpu_seconds_total");
        set.addNamesAndValues("mode").addNamesAndValues(MODES[i % MODES.length]);
        set.addNamesAndValues("cpu").addNamesAndValues("" + i / MODES.length);
      } else if (i < COUNTERS) {
        set.addNamesAndValues("exercise_bytes_total");
        set.addNamesAndValues("device").addNamesAndValues("device-" + i);
      } else if (i == COUNTERS) {
        set.addNamesAndValues("exercise_load");
      } else {
        set.addNamesAndValues("exercise_gauge_" + i);
      }
      payload.addLabelSets(set.addNamesAndValues("job").addNamesAndValues("exercise"));
    }
    payload.addLabelSets(
        LabelSet.newBuilder()
            .setId(SERIES)
            .addNamesAndValues("service_name")
            .addNamesAndValues("exercise"));
  }

  private LogColumns lines(long timeNanos) {
    LogColumns.Builder lines =
        LogColumns.newBuilder().setStream(SERIES).setFirstTimestampNanos(timeNanos);
    for (int i = 0; i < LINES_EVERY; i++) {
      String line = "session " + random.nextInt(1000) + " opened for user " + name + " by (uid=0)";
      lines.addLines(ByteString.copyFromUtf8(line));
      if (i > 0) {
        lines.addTimestampDeltasNanos(1_000_000);
      }
    }
    return lines.build();
  }

  private void send(Payload payload) throws InterruptedException {
    window.acquire();
    byte[] bytes = payload.toByteArray();
    requests.onNext(
        ShipRequest.newBuilder()
            .setBatch(
                Batch.newBuilder()
                    .setSequence(++sequence)
                    .setDictionary(1)
                    .setCompression(Compression.COMPRESSION_ZSTD)
                    .setPayload(ByteString.copyFrom(Zstd.compress(bytes, 1)))
                    .setPayloadSize(bytes.length))
            .build());
  }

  /** Waits until everything is acknowledged. */
  @Override
  public void close() throws IOException, InterruptedException {
    requests.onCompleted();
    try {
      ended.get();
    } catch (ExecutionException e) {
      throw new IOException(name + ": the server closed the stream", e.getCause());
    } finally {
      channel.shutdownNow();
    }
  }
}
