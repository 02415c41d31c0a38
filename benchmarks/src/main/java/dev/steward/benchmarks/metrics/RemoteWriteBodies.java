package dev.steward.benchmarks.metrics;

import com.google.protobuf.CodedOutputStream;
import dev.steward.benchmarks.process.MeasuredProcess;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.xerial.snappy.Snappy;

/**
 * A fleet's scrapes as the bodies of remote-write 1.0 requests, made once and kept in a file, so
 * that every store gets the same bytes and sending costs next to nothing.
 */
final class RemoteWriteBodies {
  /** Samples of one request. */
  private static final int SAMPLES = 10_000;

  private final Path file;

  private RemoteWriteBodies(Path file) {
    this.file = file;
  }

  /** Writes the bodies of a load to a file. */
  static RemoteWriteBodies make(FleetLoad load, Path file)
      throws IOException, InterruptedException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20))) {
      Request request =
          new Request((body, length) -> {
            out.writeInt(length);
            out.write(body, 0, length);
          });
      byte[][][] series = new byte[load.hosts()][][];
      for (int host = 0; host < series.length; host++) {
        series[host] = encoded(load.labels(host));
      }
      load.forEachScrape((host, timestampMillis, values) -> {
        for (int i = 0; i < values.length; i++) {
          request.add(series[host][i], timestampMillis, values[i]);
        }
      });
      request.send();
    }
    return new RemoteWriteBodies(file);
  }

  /** The labels of each series as fields of a {@code TimeSeries}, names sorted. */
  private static byte[][] encoded(String[][] labelSets) throws IOException {
    byte[][] encoded = new byte[labelSets.length][];
    for (int i = 0; i < labelSets.length; i++) {
      encoded[i] = encoded(labelSets[i]);
    }
    return encoded;
  }

  /** Labels, names and values in turn, as fields of a {@code TimeSeries}, names sorted. */
  static byte[] encoded(String... labels) throws IOException {
    TreeMap<String, String> sorted = new TreeMap<>();
    for (int at = 0; at < labels.length; at += 2) {
      sorted.put(labels[at], labels[at + 1]);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (var label : sorted.entrySet()) {
      out.writeTag(1, 2);
      out.writeUInt32NoTag(
          CodedOutputStream.computeStringSize(1, label.getKey())
              + CodedOutputStream.computeStringSize(2, label.getValue()));
      out.writeString(1, label.getKey());
      out.writeString(2, label.getValue());
    }
    out.flush();
    return bytes.toByteArray();
  }

  /** Takes the body of a request; its bytes are the caller's again afterwards. */
  @FunctionalInterface
  interface BodySink {
    void body(byte[] bytes, int length) throws IOException, InterruptedException;
  }

  /** Collects one request's series, each with one sample, until there are enough. */
  static final class Request {
    private final BodySink sink;
    private final ByteBuffer raw = ByteBuffer.allocate(8 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private int samples;

    Request(BodySink sink) {
      this.sink = sink;
    }

    void add(byte[] labels, long timestampMillis, double value)
        throws IOException, InterruptedException {
      int sampleSize = 9 + CodedOutputStream.computeInt64Size(2, timestampMillis);
      raw.put((byte) (1 << 3 | 2));
      putVarint(labels.length + 2 + sampleSize);
      raw.put(labels);
      raw.put((byte) (2 << 3 | 2));
      putVarint(sampleSize);
      raw.put((byte) (1 << 3 | 1)).putDouble(value);
      raw.put((byte) (2 << 3));
      putVarint(timestampMillis);
      if (++samples == SAMPLES) {
        send();
      }
    }

    private void putVarint(long value) {
      long rest = value;
      while (rest >= 0x80) {
        raw.put((byte) (rest | 0x80));
        rest >>>= 7;
      }
      raw.put((byte) rest);
    }

    void send() throws IOException, InterruptedException {
      if (samples > 0) {
        byte[] body = new byte[Snappy.maxCompressedLength(raw.position())];
        int length = Snappy.compress(raw.array(), 0, raw.position(), body, 0);
        sink.body(body, length);
        raw.clear();
        samples = 0;
      }
    }
  }

  /** Sends all requests, one after the other, as a sender with one shard does. */
  void sendTo(MeasuredProcess process, String path) throws IOException, InterruptedException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
      for (long left = Files.size(file); left > 0; ) {
        byte[] body = new byte[in.readInt()];
        in.readFully(body);
        left -= body.length + 4L;
        send(process, path, body);
      }
    }
  }

  /** Sends one request, which has to succeed. */
  static void send(MeasuredProcess process, String path, byte[] body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        process.post(
            path,
            body,
            "Content-Type",
            "application/x-protobuf",
            "Content-Encoding",
            "snappy",
            "X-Prometheus-Remote-Write-Version",
            "0.1.0");
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  /** Size of the file. */
  long bytes() throws IOException {
    return Files.size(file);
  }
}
