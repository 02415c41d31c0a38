package dev.steward.collector.ship;

import dev.steward.collector.queue.QueuedBatch;
import dev.steward.wire.v1.Ack;
import dev.steward.wire.v1.Batch;
import dev.steward.wire.v1.Compression;
import dev.steward.wire.v1.Hello;
import dev.steward.wire.v1.ShipRequest;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One connection's stream: what was sent on it, what came back. Its monitor guards all of it; the
 * transport's thread puts in what arrives and calls {@code wake}, the link's thread takes it out.
 */
final class ShipStream implements ClientResponseObserver<ShipRequest, Ack> {
  private final Runnable wake;
  private final Deque<InFlight> inFlight = new ArrayDeque<>();
  private final Deque<Ack> arrived = new ArrayDeque<>();
  private @Nullable ClientCallStreamObserver<ShipRequest> requests;
  private @Nullable Throwable failure;
  private boolean ended;
  private long inFlightBytes;
  private long windowBytes;

  private record InFlight(long sequence, int bytes) {}

  ShipStream(Runnable wake) {
    this.wake = wake;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<ShipRequest> requestStream) {
    requests = requestStream;
    requestStream.setOnReadyHandler(wake);
  }

  @Override
  public void onNext(Ack ack) {
    synchronized (this) {
      arrived.addLast(ack);
    }
    wake.run();
  }

  @Override
  public void onError(Throwable error) {
    end(error);
  }

  @Override
  public void onCompleted() {
    end(null);
  }

  private void end(@Nullable Throwable error) {
    synchronized (this) {
      failure = error;
      ended = true;
    }
    wake.run();
  }

  synchronized boolean isEnded() {
    return ended;
  }

  synchronized @Nullable Throwable failure() {
    return failure;
  }

  /** The next acknowledgement that arrived, or null; frees what it covers. */
  synchronized @Nullable Ack takeAck() {
    Ack ack = arrived.pollFirst();
    if (ack != null) {
      windowBytes = Integer.toUnsignedLong(ack.getWindowBytes());
      for (InFlight sent = inFlight.peekFirst();
          sent != null && sent.sequence() <= ack.getSequence();
          sent = inFlight.peekFirst()) {
        inFlight.removeFirst();
        inFlightBytes -= sent.bytes();
      }
    }
    return ack;
  }

  synchronized boolean isWaitingForAck() {
    return !inFlight.isEmpty();
  }

  /**
   * Whether a batch of this size may be sent now. One that is larger than the whole window may go
   * when it goes alone, or it would never go.
   */
  synchronized boolean hasRoomFor(int bytes) {
    return !ended
        && windowBytes > 0
        && (inFlight.isEmpty() || inFlightBytes + bytes <= windowBytes)
        && sender().isReady();
  }

  void send(Hello hello) {
    sender().onNext(ShipRequest.newBuilder().setHello(hello).build());
  }

  void send(QueuedBatch batch) {
    Batch.Builder message =
        Batch.newBuilder()
            .setSequence(batch.sequence())
            .setDictionary(batch.dictionary())
            .setPayload(batch.payload().bytes())
            .setPayloadSize(batch.payload().size())
            .setCompression(
                batch.payload().size() == 0
                    ? Compression.COMPRESSION_NONE
                    : Compression.COMPRESSION_ZSTD);
    synchronized (this) {
      inFlight.addLast(new InFlight(batch.sequence(), batch.payload().size()));
      inFlightBytes += batch.payload().size();
    }
    sender().onNext(ShipRequest.newBuilder().setBatch(message).build());
  }

  void cancel(String reason) {
    if (requests != null) {
      requests.cancel(reason, null);
    }
  }

  private ClientCallStreamObserver<ShipRequest> sender() {
    ClientCallStreamObserver<ShipRequest> current = requests;
    if (current == null) {
      throw new IllegalStateException("stream: not started (expected: started)");
    }
    return current;
  }
}
