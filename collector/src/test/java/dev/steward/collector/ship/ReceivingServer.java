package dev.steward.collector.ship;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.steward.configuration.HostPort;
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
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A small server for agents: takes each batch of a queue once, strict about everything the protocol
 * says, and keeps what it took in memory across restarts of its door.
 */
public final class ReceivingServer implements AutoCloseable {
  /** A line as it was received. */
  public record ReceivedLine(
      Map<String, String> stream, long timestampNanos, String text, Map<String, String> metadata) {}

  private final ServerCredentials credentials;
  private final Map<ByteString, Long> sequences = new HashMap<>();
  private final List<ReceivedLine> lines = new ArrayList<>();
  private final Map<Map<String, String>, Double> samples = new HashMap<>();
  private final List<String> violations = new ArrayList<>();
  private final AtomicInteger hellos = new AtomicInteger();
  private volatile int windowBytes = 1 << 20;
  private volatile int port;
  private @Nullable Server server;

  /** Makes a server with its door closed. */
  public ReceivingServer(ServerCredentials credentials) {
    this.credentials = credentials;
  }

  /** Opens the door, on the port that it had before if it was open before. */
  public void open() {
    Waiting.until("port " + port + " free", Duration.ofSeconds(10), this::tryToOpen);
  }

  private boolean tryToOpen() {
    try {
      Server opened =
          OkHttpServerBuilder.forPort(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), port), credentials)
              .addService(new Door())
              .build()
              .start();
      port = opened.getPort();
      server = opened;
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Shuts the door in everybody's face. */
  @Override
  public void close() {
    if (server != null) {
      server.shutdownNow();
      server = null;
    }
  }

  public HostPort address() {
    return new HostPort("127.0.0.1", port);
  }

  /** Sets the window that acknowledgements give from now on. */
  public void windowBytes(int bytes) {
    windowBytes = bytes;
  }

  public int hellos() {
    return hellos.get();
  }

  /** Makes the server forget that it took batches above a sequence. */
  public synchronized void setBackTo(long sequence) {
    sequences.replaceAll((_, last) -> Math.min(last, sequence));
  }

  /** Makes the server believe that it took all batches up to a sequence. */
  public synchronized void claim(long sequence) {
    sequences.replaceAll((_, last) -> Math.max(last, sequence));
  }

  /** The lines that came from inputs; what the agent records of its host is left out. */
  public synchronized List<ReceivedLine> lines() {
    return List.copyOf(lines);
  }

  /** How many {@link #lines} there are. */
  public synchronized int lineCount() {
    return lines.size();
  }

  /** The newest value of each series. */
  public synchronized Map<Map<String, String>, Double> samples() {
    return Map.copyOf(samples);
  }

  /** What agents did against the protocol. */
  public synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  private final class Door extends TelemetryGrpc.TelemetryImplBase {
    @Override
    public StreamObserver<ShipRequest> ship(StreamObserver<Ack> responses) {
      return new Receiver(responses);
    }
  }

  private final class Receiver implements StreamObserver<ShipRequest> {
    private final StreamObserver<Ack> responses;
    private final Map<Integer, Map<String, String>> labelSets = new HashMap<>();
    private @Nullable Hello hello;
    private long dictionary = -1;
    private long lastSequence;

    Receiver(StreamObserver<Ack> responses) {
      this.responses = responses;
    }

    @Override
    public void onNext(ShipRequest request) {
      synchronized (ReceivingServer.this) {
        try {
          switch (request.getMessageCase()) {
            case HELLO -> greet(request.getHello());
            case BATCH -> take(request.getBatch());
            case MESSAGE_NOT_SET -> throw new IllegalStateException("empty request");
          }
        } catch (InvalidProtocolBufferException | RuntimeException e) {
          violations.add(e.toString());
          responses.onError(e);
        }
      }
    }

    private void greet(Hello first) {
      require(hello == null && first.getQueue().size() == 16, "hello: " + first);
      hello = first;
      hellos.incrementAndGet();
      answer(sequences.merge(first.getQueue(), 0L, Math::max));
    }

    private void answer(long sequence) {
      responses.onNext(Ack.newBuilder().setSequence(sequence).setWindowBytes(windowBytes).build());
    }

    private void take(Batch batch) throws InvalidProtocolBufferException {
      Hello sender = Objects.requireNonNull(hello, "batch before hello");
      require(batch.getSequence() > lastSequence, "sequence " + batch.getSequence());
      lastSequence = batch.getSequence();
      if (batch.getDictionary() != dictionary) {
        dictionary = batch.getDictionary();
        labelSets.clear();
      }
      Payload payload = Payload.parseFrom(decompress(batch));
      payload.getLabelSetsList().forEach(this::define);
      List<ReceivedLine> batchLines = new ArrayList<>();
      payload.getLogsList().forEach(columns -> decode(columns, batchLines));
      Map<Map<String, String>, Double> batchSamples = new HashMap<>();
      payload.getSamplesList().forEach(columns -> decode(columns, batchSamples));
      if (lastSequence > sequences.getOrDefault(sender.getQueue(), 0L)) {
        sequences.put(sender.getQueue(), lastSequence);
        batchLines.stream()
            .filter(line -> !"state".equals(line.stream().get("kind")))
            .forEach(lines::add);
        samples.putAll(batchSamples);
      }
      answer(lastSequence);
    }

    private byte[] decompress(Batch batch) {
      byte[] payload = batch.getPayload().toByteArray();
      if (batch.getCompression() == Compression.COMPRESSION_NONE) {
        return payload;
      }
      byte[] content = Zstd.decompress(payload, batch.getPayloadSize());
      require(content.length == batch.getPayloadSize(), "size " + content.length);
      return content;
    }

    private void define(LabelSet set) {
      Map<String, String> labels = new TreeMap<>();
      for (int i = 0; i < set.getNamesAndValuesCount(); i += 2) {
        labels.put(set.getNamesAndValues(i), set.getNamesAndValues(i + 1));
      }
      Map<String, String> before = labelSets.putIfAbsent(set.getId(), labels);
      require(before == null || before.equals(labels), "two meanings of " + set.getId());
    }

    private Map<String, String> labels(int id) {
      return Objects.requireNonNull(
          labelSets.get(id), () -> "unknown label set " + id + " of dictionary " + dictionary);
    }

    private void decode(LogColumns columns, List<ReceivedLine> target) {
      Map<String, String> stream = labels(columns.getStream());
      require(columns.getTimestampDeltasNanosCount() == columns.getLinesCount() - 1, "deltas");
      long timestamp = columns.getFirstTimestampNanos();
      for (int i = 0; i < columns.getLinesCount(); i++) {
        timestamp += i == 0 ? 0 : columns.getTimestampDeltasNanos(i - 1);
        int metadata = i < columns.getMetadataCount() ? columns.getMetadata(i) : 0;
        target.add(
            new ReceivedLine(
                stream,
                timestamp,
                columns.getLines(i).toStringUtf8(),
                metadata == 0 ? Map.of() : labels(metadata - 1)));
      }
    }

    private void decode(SampleColumns columns, Map<Map<String, String>, Double> target) {
      require(columns.getSeriesDeltasCount() == columns.getValuesCount(), "values");
      int series = 0;
      for (int i = 0; i < columns.getValuesCount(); i++) {
        series += columns.getSeriesDeltas(i);
        target.put(labels(series), columns.getValues(i));
      }
    }

    private static void require(boolean holds, String what) {
      if (!holds) {
        throw new IllegalStateException(what);
      }
    }

    @Override
    public void onError(Throwable error) {
      // The agent went away.
    }

    @Override
    public void onCompleted() {
      responses.onCompleted();
    }
  }
}
