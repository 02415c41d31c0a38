package dev.steward.collector.bus;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A connection to a message bus. For one thread.
 *
 * <p>Bounds: a message of at most 8 MiB, and two seconds for a set of calls; a connection that
 * failed once is of no further use.
 */
public final class BusConnection implements Closeable {
  private static final int HEADER_BYTES = 16;
  private static final int MAX_MESSAGE_BYTES = 8 << 20;
  private static final int METHOD_RETURN = 2;
  private static final int ERROR = 3;
  private static final int REPLY_SERIAL = 5;
  private static final int ERROR_NAME = 4;
  private static final int SIGNATURE = 8;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final SocketChannel channel;
  private final Selector selector;
  private long deadlineNanos;
  private int lastSerial;

  private BusConnection(SocketChannel channel, Selector selector) {
    this.channel = channel;
    this.selector = selector;
    this.deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
  }

  /**
   * Connects, and proves to be this process's user.
   *
   * @param socket of the bus
   * @throws IOException if there is none, or it refuses
   */
  public static BusConnection open(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    BusConnection connection = new BusConnection(channel, Selector.open());
    try {
      channel.configureBlocking(false);
      connection.authenticate();
      connection.call(
          List.of(
              new BusCall(
                  "org.freedesktop.DBus",
                  "/org/freedesktop/DBus",
                  "org.freedesktop.DBus",
                  "Hello",
                  List.of())));
      return connection;
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void authenticate() throws IOException {
    String user = Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    StringBuilder hex = new StringBuilder();
    user.chars().forEach(digit -> hex.append(Integer.toHexString(digit)));
    write("\0AUTH EXTERNAL " + hex + "\r\n");
    String answer = readLine();
    if (!answer.startsWith("OK ")) {
      throw new IOException("bus: " + answer + " (expected: OK)");
    }
    write("BEGIN\r\n");
  }

  private void write(String text) throws IOException {
    writeFully(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
  }

  private void await(int operation) throws IOException {
    long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new IOException("bus: no answer within " + PATIENCE.toSeconds() + " s");
    }
    channel.register(selector, operation);
    selector.select(millis);
    selector.selectedKeys().clear();
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (line.length() < 512) {
      readFully(one.clear());
      char read = (char) one.get(0);
      if (read == '\n') {
        return line.toString().strip();
      }
      line.append(read);
    }
    throw new IOException("bus: " + line + " (expected: a line)");
  }

  private ByteBuffer readFully(ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      int count = channel.read(into);
      if (count < 0) {
        throw new EOFException("bus: closed by the other side");
      }
      if (count == 0) {
        await(SelectionKey.OP_READ);
      }
    }
    return into.flip();
  }

  /**
   * Makes calls at once and gives their replies in the same order.
   *
   * @throws IOException if the connection breaks, or the reply to any call is an error
   */
  public List<List<Object>> call(List<BusCall> calls) throws IOException {
    deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    int first = lastSerial + 1;
    for (BusCall call : calls) {
      writeFully(call.encode(++lastSerial));
    }
    Map<Integer, List<Object>> replies = new HashMap<>();
    while (replies.size() < calls.size()) {
      readMessage(first, calls, replies);
    }
    List<List<Object>> inOrder = new ArrayList<>();
    for (int serial = first; serial <= lastSerial; serial++) {
      inOrder.add(replies.getOrDefault(serial, List.of()));
    }
    return inOrder;
  }

  private void readMessage(int first, List<BusCall> calls, Map<Integer, List<Object>> replies)
      throws IOException {
    ByteBuffer header = readFully(ByteBuffer.allocate(HEADER_BYTES));
    header.order(header.get(0) == 'B' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int type = header.get(1);
    int bodyBytes = header.getInt(4);
    int fieldBytes = header.getInt(12);
    long rest = (fieldBytes + 7L) / 8 * 8 + bodyBytes;
    if (bodyBytes < 0 || fieldBytes < 0 || rest > MAX_MESSAGE_BYTES) {
      throw new IOException("bus: a message of " + rest + " bytes (expected: at most 8 MiB)");
    }
    ByteBuffer message = ByteBuffer.allocate(HEADER_BYTES + (int) rest).order(header.order());
    message.put(header);
    readFully(message).rewind();
    Map<Integer, Object> fields = fields(message);
    if (fields.get(REPLY_SERIAL) instanceof Long serial && serial >= first) {
      BusCall call = calls.get((int) (serial - first));
      if (type == ERROR) {
        throw new IOException(
            "bus: " + call.member() + " of " + call.path() + ": " + fields.get(ERROR_NAME));
      }
      if (type == METHOD_RETURN) {
        message.position(message.limit() - bodyBytes);
        String signature = String.valueOf(fields.getOrDefault(SIGNATURE, ""));
        replies.put(serial.intValue(), new BusReply(message, signature).values());
      }
    }
  }

  /** The fields of a header; it starts where alignment starts. */
  private static Map<Integer, Object> fields(ByteBuffer message) throws IOException {
    List<Object> header = new BusReply(message, "yyyyuua(yv)").values();
    Map<Integer, Object> fields = new HashMap<>();
    for (Object field : (List<?>) header.getLast()) {
      List<?> pair = (List<?>) field;
      fields.put(((Long) pair.getFirst()).intValue(), pair.getLast());
    }
    return fields;
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
