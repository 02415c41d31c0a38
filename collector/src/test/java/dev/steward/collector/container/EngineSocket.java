package dev.steward.collector.container;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A container engine's socket that gives prepared answers, by the start of what is asked for. */
final class EngineSocket implements Closeable {
  private final Path path;
  private final ServerSocketChannel listener;
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  private EngineSocket(Path path, ServerSocketChannel listener) {
    this.path = path;
    this.listener = listener;
  }

  static EngineSocket open(Path path) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(path));
    EngineSocket socket = new EngineSocket(path, listener);
    Thread.ofVirtual().start(socket::serve);
    return socket;
  }

  Path path() {
    return path;
  }

  void answer(String target, String body) {
    answers.put(target, body);
  }

  private void serve() {
    while (listener.isOpen()) {
      try (SocketChannel client = listener.accept()) {
        ByteBuffer request = ByteBuffer.allocate(8192);
        client.read(request);
        String text = new String(request.array(), 0, request.position(), StandardCharsets.UTF_8);
        String target = text.split(" ")[1];
        String answer =
            answers.entrySet().stream()
                .filter(entry -> target.startsWith(entry.getKey()))
                .map(entry -> "HTTP/1.0 200 OK\r\nX: y\r\n\r\n" + entry.getValue())
                .findAny()
                .orElse("HTTP/1.0 404 Not Found\r\n\r\n");
        client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
      } catch (IOException e) {
        // A client that went, or the end.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    Files.deleteIfExists(path);
  }
}
