package dev.steward.server.telemetry;

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
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A gRPC client that ships batches made by hand. */
final class TestAgent implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 20;

  private final ManagedChannel channel;
  private final BlockingQueue<Ack> acks = new LinkedBlockingQueue<>();
  private final CompletableFuture<Status> ended = new CompletableFuture<>();
  private final StreamObserver<ShipRequest> requests;

  TestAgent(InetSocketAddress door) {
    this(NettyChannelBuilder.forAddress(door).usePlaintext().build());
  }

  TestAgent(ManagedChannel channel) {
    this.channel = channel;
    requests =
        TelemetryGrpc.newStub(channel)
            .ship(
                new StreamObserver<>() {
                  @Override
                  public void onNext(Ack ack) {
                    acks.add(ack);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    ended.complete(Status.fromThrowable(failure));
                  }

                  @Override
                  public void onCompleted() {
                    ended.complete(Status.OK);
                  }
                });
  }

  static ByteString queue(int id) {
    return ByteString.copyFrom(new byte[15]).concat(ByteString.copyFrom(new byte[] {(byte) id}));
  }

  void hello(String agent, ByteString queue) {
    requests.onNext(
        ShipRequest.newBuilder()
            .setHello(Hello.newBuilder().setAgent(agent).setQueue(queue).setVersion("test"))
            .build());
  }

  void ship(long sequence, Payload payload) {
    byte[] bytes = payload.toByteArray();
    ship(
        Batch.newBuilder()
            .setSequence(sequence)
            .setCompression(Compression.COMPRESSION_ZSTD)
            .setPayload(ByteString.copyFrom(Zstd.compress(bytes)))
            .setPayloadSize(bytes.length)
            .setDictionary(1)
            .build());
  }

  void ship(Batch batch) {
    requests.onNext(ShipRequest.newBuilder().setBatch(batch).build());
  }

  void complete() {
    requests.onCompleted();
  }

  Ack nextAck() throws InterruptedException {
    Ack ack = acks.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
    if (ack == null) {
      throw new AssertionError("no ack; stream: " + ended.getNow(Status.OK));
    }
    return ack;
  }

  /** Waits for the ack that covers a sequence. */
  Ack ackOf(long sequence) throws InterruptedException {
    Ack ack = nextAck();
    while (ack.getSequence() < sequence) {
      ack = nextAck();
    }
    return ack;
  }

  Status end() throws Exception {
    return ended.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  static LabelSet labels(int id, String... namesAndValues) {
    LabelSet.Builder set = LabelSet.newBuilder().setId(id);
    for (String text : namesAndValues) {
      set.addNamesAndValues(text);
    }
    return set.build();
  }

  static SampleColumns sample(int series, long timestampMillis, double value) {
    return SampleColumns.newBuilder()
        .setTimestampMillis(timestampMillis)
        .addSeriesDeltas(series)
        .addValues(value)
        .build();
  }

  static LogColumns lines(int stream, long firstNanos, String... lines) {
    LogColumns.Builder columns =
        LogColumns.newBuilder().setStream(stream).setFirstTimestampNanos(firstNanos);
    for (int i = 0; i < lines.length; i++) {
      columns.addLines(ByteString.copyFromUtf8(lines[i]));
      if (i > 0) {
        columns.addTimestampDeltasNanos(1);
      }
    }
    return columns.build();
  }

  @Override
  public void close() throws InterruptedException {
    channel.shutdownNow();
    channel.awaitTermination(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }
}
