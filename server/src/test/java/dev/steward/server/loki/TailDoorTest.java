package dev.steward.server.loki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.server.http.RunningServer;
import dev.steward.server.http.RunningServer.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Following the store over a WebSocket, on a whole server. */
final class TailDoorTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int SECONDS = 20;

  private static RunningServer server;
  private static HttpClient http;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = new RunningServer(data);
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    server.close();
  }

  /** What a client hears. */
  private static final class Client implements WebSocket.Listener {
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pings = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        messages.add(JSON.readTree(text.toString()));
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
      pings.add("ping");
      socket.request(1);
      return null;
    }

    JsonNode next() throws InterruptedException {
      JsonNode message = messages.poll(SECONDS, TimeUnit.SECONDS);
      assertNotNull(message, "no message");
      return message;
    }
  }

  private static URI address(String query, String more) {
    String path =
        "/loki/api/v1/tail?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + more;
    return URI.create(server.address(path).toString().replace("http://", "ws://"));
  }

  private static WebSocket follow(String query, String more, Client client) {
    return http.newWebSocketBuilder().buildAsync(address(query, more), client).join();
  }

  private static void push(String app, long nanos, String line) throws Exception {
    Answer answer =
        server.send(
            HttpRequest.newBuilder(server.address("/loki/api/v1/push"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"streams\":[{\"stream\":{\"app\":\"%s\"},\"values\":[[\"%d\",\"%s\"]]}]}"
                            .formatted(app, nanos, line))));
    assertEquals(204, answer.status(), answer.body());
  }

  private static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  @Test
  void storedEntriesComeFirstOldestFirstAndNewOnesFollow() throws Exception {
    long before = now();
    push("a", before - 3, "one info");
    push("a", before - 2, "two info");
    push("a", before - 1, "three info");
    Client client = new Client();
    WebSocket socket = follow("{app=\"a\"} |= `info`", "&limit=2", client);
    JsonNode stored = client.next();
    assertEquals(
        "{\"streams\":[{\"stream\":{\"app\":\"a\",\"detected_level\":\"info\",\"service_name\":\"a\"},"
            + "\"values\":[[\"%d\",\"two info\"],[\"%d\",\"three info\"]]}],\"dropped_entries\":[]}"
                .formatted(before - 2, before - 1),
        stored.toString());
    push("a", before, "not this");
    push("a", before + 1, "four info");
    assertEquals("four info", client.next().at("/streams/0/values/0/1").asString());
    socket.abort();
  }

  @Test
  void entriesHaveThreeElementsWhereTheClientWantsLabelsApart() throws Exception {
    push("apart", now(), "n=1");
    Client client = new Client();
    WebSocket socket =
        http.newWebSocketBuilder()
            .header("X-Loki-Response-Encoding-Flags", "categorize-labels")
            .buildAsync(address("{app=\"apart\"} | logfmt", ""), client)
            .join();
    JsonNode message = client.next();
    assertEquals(
        "{\"structuredMetadata\":{\"detected_level\":\"unknown\"},\"parsed\":{\"n\":\"1\"}}",
        message.at("/streams/0/values/0/2").toString());
    assertEquals("[\"categorize-labels\"]", message.at("/encodingFlags").toString());
    socket.abort();
  }

  @Test
  void aPingComesEachSecond() throws Exception {
    Client client = new Client();
    WebSocket socket = follow("{app=\"silent\"}", "", client);
    assertNotNull(client.pings.poll(SECONDS, TimeUnit.SECONDS));
    assertNotNull(client.pings.poll(SECONDS, TimeUnit.SECONDS));
    socket.abort();
  }

  @Test
  void aDelayedClientGetsLateEntriesInOrder() throws Exception {
    Client client = new Client();
    WebSocket socket = follow("{app=\"late\"}", "&delay_for=1", client);
    assertNotNull(client.pings.poll(SECONDS, TimeUnit.SECONDS));
    long at = now();
    push("late", at + 1, "second");
    push("late", at, "first");
    JsonNode values = client.next().at("/streams/0/values");
    if (values.size() == 2) {
      assertEquals("first", values.at("/0/1").asString());
      assertEquals("second", values.at("/1/1").asString());
    } else {
      // A machine this slow took more than the delay between the two.
      assertEquals(1, values.size());
    }
    socket.abort();
  }

  @Test
  void whatIsWrongWithARequestIsAnsweredBeforeTheProtocolChanges() throws Exception {
    assertEquals(400, refusal(http.newWebSocketBuilder(), address("{app=\"a\"}", "&delay_for=6")));
    assertEquals(400, refusal(http.newWebSocketBuilder(), address("{app=\"a\"", "")));
    assertEquals(400, refusal(http.newWebSocketBuilder(), address("{app=\"a\"}", "&limit=0")));
    Answer numbers = server.get("/loki/api/v1/tail", "query", "count_over_time({app=\"a\"}[1m])");
    assertEquals(400, numbers.status());
    Answer delay = server.get("/loki/api/v1/tail", "query", "{app=\"a\"}", "delay_for", "6");
    assertEquals("delay_for can't be greater than 5", delay.body());
    Answer plain = server.get("/loki/api/v1/tail", "query", "{app=\"a\"}");
    assertEquals(400, plain.status());
    assertTrue(plain.body().contains("WebSocket"), plain.body());
  }

  @Test
  void otherSitesPagesCannotFollow() {
    WebSocket.Builder elsewhere =
        http.newWebSocketBuilder().header("Origin", "https://elsewhere.example");
    assertEquals(403, refusal(elsewhere, address("{app=\"a\"}", "")));
  }

  private static int refusal(WebSocket.Builder builder, URI address) {
    CompletionException refused =
        Assertions.assertThrows(
            CompletionException.class, () -> builder.buildAsync(address, new Client()).join());
    return Assertions.assertInstanceOf(WebSocketHandshakeException.class, refused.getCause())
        .getResponse()
        .statusCode();
  }
}
