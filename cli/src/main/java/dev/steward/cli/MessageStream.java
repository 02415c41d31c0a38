package dev.steward.cli;

import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON messages that a server sends over a WebSocket, one after the other. A message is asked for
 * only when the one before was taken, so that nothing heaps up here.
 */
final class MessageStream implements WebSocket.Listener, AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A message, or the end. */
  private record Event(@Nullable JsonNode message) {}

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable WebSocket socket;

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    opened.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      events.add(new Event(JSON.readTree(text.toString())));
      text.setLength(0);
    } else {
      from.request(1);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    events.add(new Event(null));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    events.add(new Event(null));
  }

  /** The next message, or null when there is none to come. */
  @Nullable JsonNode next() throws InterruptedException {
    Event event = events.take();
    if (event.message() != null && socket != null) {
      socket.request(1);
    }
    return event.message();
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
  }
}
