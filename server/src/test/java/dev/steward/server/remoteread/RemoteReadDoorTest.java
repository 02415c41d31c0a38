package dev.steward.server.remoteread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.formats.protobuf.MessageReader;
import dev.steward.formats.protobuf.MessageWriter;
import dev.steward.server.http.RunningServer;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.SampleBatch;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

final class RemoteReadDoorTest {
  private static final long T = 1_700_000_000_000L;

  private static RunningServer server;
  private static HttpClient client;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = new RunningServer(data);
    client = HttpClient.newHttpClient();
    MetricStore store = server.part(MetricStore.class);
    SampleBatch batch = new SampleBatch(null, 4);
    for (int i = 0; i < 3; i++) {
      batch.add(store.series(Labels.of("__name__", "read")), T + i * 15_000L, 1 + i);
    }
    store.append(batch).join();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  private static byte[] request(int... acceptedTypes) {
    MessageWriter request = new MessageWriter();
    int query = request.begin(1);
    request.varint(1, T).varint(2, T + 15_000);
    int matcher = request.begin(3);
    request.varint(1, 2).text(2, "__name__").text(3, "re.d");
    request.end(matcher);
    request.end(query);
    for (int type : acceptedTypes) {
      request.varint(2, type);
    }
    return request.toByteArray();
  }

  private static HttpResponse<byte[]> send(byte[] body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(server.address("/api/v1/read"))
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "snappy")
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  /** What the expected message is, field by field. */
  private static void series(MessageWriter into) {
    int label = into.begin(1);
    into.text(1, "__name__").text(2, "read");
    into.end(label);
  }

  @Test
  void samplesComeInOneMessageWithBothEndsIncluded() throws Exception {
    HttpResponse<byte[]> response = send(Snappy.compress(request()));
    assertEquals(200, response.statusCode());
    assertEquals("snappy", response.headers().firstValue("Content-Encoding").orElse(""));
    MessageWriter expected = new MessageWriter();
    int result = expected.begin(1);
    int series = expected.begin(1);
    series(expected);
    for (int i = 0; i < 2; i++) {
      int sample = expected.begin(2);
      expected.float64(1, 1 + i).varint(2, T + i * 15_000L);
      expected.end(sample);
    }
    expected.end(series);
    expected.end(result);
    assertEquals(
        HexFormat.of().formatHex(expected.toByteArray()),
        HexFormat.of().formatHex(Snappy.uncompress(response.body())));
  }

  @Test
  void chunksComeAsAStreamOfCheckedMessages() throws Exception {
    HttpResponse<byte[]> response = send(Snappy.compress(request(1, 0)));
    assertEquals(200, response.statusCode());
    assertTrue(
        response
            .headers()
            .firstValue("Content-Type")
            .orElse("")
            .startsWith("application/x-streamed-protobuf"));
    byte[] body = response.body();
    MessageReader head = new MessageReader(body, 0, body.length);
    int length = (int) head.varint();
    int start = head.position() + 4;
    assertEquals(body.length, start + length);
    CRC32C checksum = new CRC32C();
    checksum.update(body, start, length);
    assertEquals((int) checksum.getValue(), ByteBuffer.wrap(body, start - 4, 4).getInt());
    MessageWriter expected = new MessageWriter();
    int series = expected.begin(1);
    series(expected);
    int chunk = expected.begin(2);
    expected.varint(1, T).varint(2, T + 15_000).varint(3, 1);
    // Count, time, value, difference of the times; then 1 1, leading zeros 00001, length 001011 and
    // the 11 bits in which 1 and 2 differ.
    byte[] encoded = HexFormat.of().parseHex("000280a0abfef9623ff00000000000009875c25fff");
    expected.bytes(4, encoded, 0, encoded.length);
    expected.end(chunk);
    expected.end(series);
    expected.varint(2, 0);
    assertEquals(
        HexFormat.of().formatHex(expected.toByteArray()),
        HexFormat.of().formatHex(Arrays.copyOfRange(body, start, body.length)));
  }

  @Test
  void whatIsNoRequestIsRefused() throws Exception {
    assertEquals(400, send("nonsense".getBytes()).statusCode());
    assertEquals(400, send(Snappy.compress(new byte[] {0x0a, 0x7f})).statusCode());
  }
}
