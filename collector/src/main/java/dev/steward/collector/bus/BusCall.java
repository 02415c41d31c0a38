package dev.steward.collector.bus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A call of a method on the bus. Immutable.
 *
 * @param destination name of the service
 * @param path of the object
 * @param type interface of the method
 * @param member name of the method
 * @param arguments texts
 */
public record BusCall(
    String destination, String path, String type, String member, List<String> arguments) {
  private static final byte METHOD_CALL = 1;
  private static final byte PROTOCOL = 1;
  private static final int ALIGNMENT = 8;

  /** Copies the list. */
  public BusCall {
    arguments = List.copyOf(arguments);
  }

  /** The property of an object. */
  public static BusCall property(String destination, String path, String type, String property) {
    return new BusCall(
        destination, path, "org.freedesktop.DBus.Properties", "Get", List.of(type, property));
  }

  /** The message. */
  ByteBuffer encode(int serial) {
    ByteBuffer body = ByteBuffer.allocate(size(arguments)).order(ByteOrder.LITTLE_ENDIAN);
    arguments.forEach(text -> putText(body, text));
    ByteBuffer message =
        ByteBuffer.allocate(256 + size(List.of(destination, path, type, member)) + body.position())
            .order(ByteOrder.LITTLE_ENDIAN);
    message.put((byte) 'l').put(METHOD_CALL).put((byte) 0).put(PROTOCOL);
    message.putInt(body.position()).putInt(serial).putInt(0);
    int fields = message.position();
    putField(message, 1, 'o', path);
    putField(message, 2, 's', type);
    putField(message, 3, 's', member);
    if (!destination.isEmpty()) {
      putField(message, 6, 's', destination);
    }
    if (!arguments.isEmpty()) {
      align(message, ALIGNMENT);
      message.put((byte) 8);
      putSignature(message, "g");
      putSignature(message, "s".repeat(arguments.size()));
    }
    message.putInt(fields - Integer.BYTES, message.position() - fields);
    align(message, ALIGNMENT);
    return message.put(body.flip()).flip();
  }

  private static int size(List<String> texts) {
    return texts.stream()
        .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length + 2 * ALIGNMENT)
        .sum();
  }

  private static void putField(ByteBuffer to, int code, char signature, String value) {
    align(to, ALIGNMENT);
    to.put((byte) code);
    putSignature(to, String.valueOf(signature));
    putText(to, value);
  }

  private static void putSignature(ByteBuffer to, String signature) {
    to.put((byte) signature.length());
    to.put(signature.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
  }

  private static void putText(ByteBuffer to, String text) {
    align(to, Integer.BYTES);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    to.putInt(bytes.length).put(bytes).put((byte) 0);
  }

  private static void align(ByteBuffer to, int alignment) {
    while (to.position() % alignment != 0) {
      to.put((byte) 0);
    }
  }
}
