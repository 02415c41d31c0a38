package dev.steward.collector.bus;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The values in a reply, read one after the other. For one thread. */
public final class BusReply {
  private static final int MAX_DEPTH = 16;

  private final ByteBuffer body;
  private final String signature;

  /**
   * Reads a reply's body.
   *
   * @param body from the start of the message's body, in the message's byte order
   * @param signature its types
   */
  BusReply(ByteBuffer body, String signature) {
    this.body = body.slice().order(body.order());
    this.signature = signature;
  }

  /**
   * Every value of the reply: Boolean, Long for each integer, Double, String, and List for arrays,
   * structures and entries of dictionaries; a variant is its value.
   *
   * @throws IOException if the body does not hold what the signature says
   */
  public List<Object> values() throws IOException {
    try {
      return sequence(signature, 0);
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("reply of the bus: cut off (expected: " + signature + ")", e);
    }
  }

  private List<Object> sequence(String types, int depth) throws IOException {
    List<Object> values = new ArrayList<>();
    int at = 0;
    while (at < types.length()) {
      int end = endOfType(types, at);
      values.add(value(types.substring(at, end), depth));
      at = end;
    }
    return values;
  }

  private Object value(String type, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("reply of the bus: nested too deeply");
    }
    return switch (type.charAt(0)) {
      case 'y' -> body.get() & 0xFFL;
      case 'b' -> aligned(4).getInt() != 0;
      case 'n' -> (long) aligned(2).getShort();
      case 'q' -> aligned(2).getShort() & 0xFFFFL;
      case 'i' -> (long) aligned(4).getInt();
      case 'u', 'h' -> aligned(4).getInt() & 0xFFFFFFFFL;
      case 'x', 't' -> aligned(8).getLong();
      case 'd' -> aligned(8).getDouble();
      case 's', 'o' -> text(aligned(4).getInt());
      case 'g' -> text(body.get() & 0xFF);
      case 'v' -> value(text(body.get() & 0xFF), depth + 1);
      case 'a' -> array(type.substring(1), depth);
      case '(', '{' -> {
        aligned(8);
        yield sequence(type.substring(1, type.length() - 1), depth + 1);
      }
      default -> throw new IOException("reply of the bus: unknown type " + type);
    };
  }

  private List<Object> array(String element, int depth) throws IOException {
    int length = aligned(4).getInt();
    aligned(alignment(element.charAt(0)));
    int end = body.position() + length;
    if (length < 0 || end > body.limit()) {
      throw new BufferUnderflowException();
    }
    List<Object> values = new ArrayList<>();
    while (body.position() < end) {
      values.add(value(element, depth + 1));
    }
    return values;
  }

  private String text(int length) {
    byte[] bytes = new byte[Objects.checkIndex(length, body.remaining())];
    body.get(bytes).get();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private ByteBuffer aligned(int alignment) {
    return body.position(body.position() + Math.floorMod(-body.position(), alignment));
  }

  private static int alignment(char type) {
    return switch (type) {
      case 'y', 'g', 'v' -> 1;
      case 'n', 'q' -> 2;
      case 'x', 't', 'd', '(', '{' -> 8;
      default -> 4;
    };
  }

  private static int endOfType(String types, int start) {
    int at = start;
    while (types.charAt(at) == 'a') {
      at++;
    }
    char first = types.charAt(at);
    if (first != '(' && first != '{') {
      return at + 1;
    }
    int depth = 0;
    do {
      char each = types.charAt(at++);
      depth += each == '(' || each == '{' ? 1 : each == ')' || each == '}' ? -1 : 0;
    } while (depth > 0);
    return at;
  }
}
