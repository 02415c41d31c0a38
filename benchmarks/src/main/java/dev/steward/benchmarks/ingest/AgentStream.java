package dev.steward.benchmarks.ingest;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import dev.steward.wire.v1.Ack;
import dev.steward.wire.v1.Batch;
import dev.steward.wire.v1.Compression;
import dev.steward.wire.v1.Hello;
import dev.steward.wire.v1.LabelSet;
import dev.steward.wire.v1.Payload;
import dev.steward.wire.v1.SampleColumns;
import dev.steward.wire.v1.ShipRequest;
import dev.steward.wire.v1.TelemetryGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One agent's stream of scrapes: label sets named once, then ids; at most a few batches not yet
 * acknowledged.
 */
public final class AgentStream implements AutoCloseable {
  private static final int IN_FLIGHT = 16;

  private final ManagedChannel channel;
  private final StreamObserver<ShipRequest> requests;
  private final Semaphore window = new Semaphore(IN_FLIGHT);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private long sequence;
  private long acknowledged;

  /** Opens the stream of an agent. */
  public AgentStream(int port, String agent, int queueId) {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    requests = TelemetryGrpc.newStub(channel).ship(new Acks());
    byte[] queue = ByteBuffer.allocate(16).putInt(queueId).array();
    requests.onNext(
        ShipRequest.newBuilder()
            .setHello(Hello.newBuilder().setAgent(agent).setQueue(ByteString.copyFrom(queue)))
            .build());
  }

  private final class Acks implements StreamObserver<Ack> {
    @Override
    public void onNext(Ack ack) {
      long newly = ack.getSequence() - acknowledged;
      acknowledged = ack.getSequence();
      window.release((int) newly);
    }

    @Override
    public void onError(Throwable error) {
      failure.set(error);
      closed.countDown();
      window.release(IN_FLIGHT);
    }

    @Override
    public void onCompleted() {
      closed.countDown();
    }
  }

  /** Names label sets: ids count from 0. */
  public static Payload.Builder naming(String[][] labelSets) {
    Payload.Builder payload = Payload.newBuilder();
    for (int id = 0; id < labelSets.length; id++) {
      LabelSet.Builder set = LabelSet.newBuilder().setId(id);
      for (String text : labelSets[id]) {
        set.addNamesAndValues(text);
      }
      payload.addLabelSets(set);
    }
    return payload;
  }

  /** A scrape of series 0 to n - 1. */
  public static SampleColumns scrape(long timestampMillis, double[] values) {
    SampleColumns.Builder columns = SampleColumns.newBuilder().setTimestampMillis(timestampMillis);
    for (int i = 0; i < values.length; i++) {
      columns.addSeriesDeltas(i == 0 ? 0 : 1);
      columns.addValues(values[i]);
    }
    return columns.build();
  }

  /** Sends a payload; waits while too many are not acknowledged. */
  public void send(Payload payload) throws InterruptedException {
    window.acquire();
    throwIfFailed();
    byte[] raw = payload.toByteArray();
    requests.onNext(
        ShipRequest.newBuilder()
            .setBatch(
                Batch.newBuilder()
                    .setSequence(++sequence)
                    .setDictionary(1)
                    .setCompression(Compression.COMPRESSION_ZSTD)
                    .setPayload(ByteString.copyFrom(Zstd.compress(raw, 1)))
                    .setPayloadSize(raw.length))
            .build());
  }

  private void throwIfFailed() {
    Throwable error = failure.get();
    if (error != null) {
      throw new IllegalStateException("the server closed the stream", error);
    }
  }

  /** Waits until everything is acknowledged, and ends the stream. */
  @Override
  public void close() {
    requests.onCompleted();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    channel.shutdownNow();
    throwIfFailed();
  }
}
