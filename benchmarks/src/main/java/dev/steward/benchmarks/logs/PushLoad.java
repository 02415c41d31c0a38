package dev.steward.benchmarks.logs;

import com.google.protobuf.CodedOutputStream;
import dev.steward.benchmarks.process.ServerProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.xerial.snappy.Snappy;

/**
 * Pushes whole lines as a shipper of files does through Loki's interface: protobuf in a snappy
 * block, about a megabyte of lines in each push, a stream for each host and program. One push after
 * the other, so that each stream's lines arrive in order of time.
 */
final class PushLoad {
  private final ServerProcess server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final FleetLine line = new FleetLine();

  PushLoad(ServerProcess server) {
    this.server = server;
  }

  void send(LineFile file) throws IOException, InterruptedException {
    file.read(this::push);
  }

  private void push(byte[] bytes, int length) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.address("/loki/api/v1/push"))
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Snappy.compress(encode(bytes, length))))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 204) {
      throw new IOException("push: " + answer.statusCode() + " " + answer.body());
    }
  }

  private byte[] encode(byte[] bytes, int length) throws IOException {
    Map<String, ByteArrayOutputStream> streams = new LinkedHashMap<>();
    int from = 0;
    for (int at = 0; at < length; at++) {
      if (bytes[at] == '\n') {
        line.read(bytes, from);
        writeEntry(
            streams.computeIfAbsent(line.hostAndApp(), key -> new ByteArrayOutputStream()),
            bytes,
            from,
            at - from);
        from = at + 1;
      }
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream(length + length / 4);
    CodedOutputStream out = CodedOutputStream.newInstance(body);
    for (Map.Entry<String, ByteArrayOutputStream> stream : streams.entrySet()) {
      String labels = labels(stream.getKey());
      out.writeTag(1, 2);
      out.writeUInt32NoTag(
          CodedOutputStream.computeStringSize(1, labels) + stream.getValue().size());
      out.writeString(1, labels);
      out.writeRawBytes(stream.getValue().toByteArray());
    }
    out.flush();
    return body.toByteArray();
  }

  private static String labels(String hostAndApp) {
    int space = hostAndApp.indexOf(' ');
    return "{host=\""
        + hostAndApp.substring(0, space)
        + "\", app=\""
        + hostAndApp.substring(space + 1)
        + "\"}";
  }

  /** Field 2 of a stream: an entry with its timestamp (1) and its line (2). */
  private void writeEntry(ByteArrayOutputStream to, byte[] bytes, int from, int length)
      throws IOException {
    CodedOutputStream out = CodedOutputStream.newInstance(to, 64);
    long seconds = line.nanos() / 1_000_000_000;
    int nanos = (int) (line.nanos() % 1_000_000_000);
    int timeSize =
        CodedOutputStream.computeInt64Size(1, seconds)
            + CodedOutputStream.computeInt32Size(2, nanos);
    int lineSize = 1 + CodedOutputStream.computeUInt32SizeNoTag(length) + length;
    out.writeTag(2, 2);
    out.writeUInt32NoTag(2 + timeSize + lineSize);
    out.writeTag(1, 2);
    out.writeUInt32NoTag(timeSize);
    out.writeInt64(1, seconds);
    out.writeInt32(2, nanos);
    out.writeByteArray(2, bytes, from, length);
    out.flush();
  }
}
