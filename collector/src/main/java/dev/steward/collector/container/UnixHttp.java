package dev.steward.collector.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * Asks an HTTP server at a socket with a path, which Java's own client cannot: one request a
 * connection, in HTTP/1.0 so that the answer ends with the connection.
 */
final class UnixHttp {
  private static final int MAX_BYTES = 16 << 20;
  private static final byte[] HEADER_END = {'\r', '\n', '\r', '\n'};

  private final Path socket;
  private final Duration patience;

  /** Talks to a socket; each request takes at most {@code patience}. */
  UnixHttp(Path socket, Duration patience) {
    this.socket = socket;
    this.patience = patience;
  }

  /**
   * The body of an answer.
   *
   * @throws IOException if there is none in time, it is too long, or its status is not 200
   */
  byte[] get(String target) throws IOException {
    byte[] answer = exchange("GET " + target + " HTTP/1.0\r\nHost: localhost\r\n\r\n");
    int end = headerEnd(answer);
    String status =
        end < 0 ? "" : new String(answer, 0, end, StandardCharsets.ISO_8859_1).split("\r\n", 2)[0];
    if (!status.matches("HTTP/1\\.[01] 200\\b.*")) {
      throw new IOException(
          socket + ": " + target + ": " + (status.isEmpty() ? "no HTTP" : status));
    }
    return Arrays.copyOfRange(answer, end + HEADER_END.length, answer.length);
  }

  private static int headerEnd(byte[] answer) {
    for (int i = 0; i + HEADER_END.length <= answer.length; i++) {
      if (Arrays.equals(answer, i, i + HEADER_END.length, HEADER_END, 0, HEADER_END.length)) {
        return i;
      }
    }
    return -1;
  }

  private byte[] exchange(String request) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        Selector selector = Selector.open()) {
      ByteBuffer out = ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1));
      while (out.hasRemaining()) {
        channel.write(out);
      }
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ByteBuffer in = ByteBuffer.allocate(16 << 10);
      int count = channel.read(in);
      while (count >= 0) {
        answer.write(in.array(), 0, count);
        in.clear();
        if (answer.size() > MAX_BYTES) {
          throw new IOException(socket + ": an answer over 16 MiB");
        }
        if (count == 0) {
          await(selector, deadline);
        }
        count = channel.read(in);
      }
      return answer.toByteArray();
    }
  }

  private void await(Selector selector, long deadline) throws IOException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new IOException(socket + ": no answer within " + patience.toSeconds() + " s");
    }
    selector.select(millis);
    selector.selectedKeys().clear();
  }

  /** The socket. */
  @Override
  public String toString() {
    return socket.toString();
  }
}
