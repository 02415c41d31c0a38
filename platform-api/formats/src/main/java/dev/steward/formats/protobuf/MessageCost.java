package dev.steward.formats.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * How much memory a message would take as objects, estimated from its bytes before any is made: an
 * empty message within another is two bytes on the wire and some forty times that on the heap, so
 * that the length of a body bounds nothing. For one thread.
 */
public final class MessageCost {
  private static final int MESSAGE_BYTES = 64;
  private static final int TEXT_BYTES = 48;
  private static final int NUMBER_BYTES = 8;
  private static final int MAX_DEPTH = 100;

  private final CodedInputStream input;
  private final long most;
  private long cost;

  private MessageCost(byte[] body, int length, long most) {
    this.input = CodedInputStream.newInstance(body, 0, length);
    this.most = most;
  }

  /**
   * Whether a message costs more than a bound.
   *
   * @param body begins with {@code length} bytes of a message of this type
   * @param most the bound, bytes of memory
   * @throws InvalidProtocolBufferException if the bytes are no message
   */
  public static boolean exceeds(byte[] body, int length, Descriptor type, long most)
      throws InvalidProtocolBufferException {
    MessageCost counter = new MessageCost(body, length, most);
    try {
      counter.message(type, 0);
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("reading an array failed", e);
    }
    return counter.cost > most;
  }

  private void message(Descriptor type, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new InvalidProtocolBufferException("nested deeper than " + MAX_DEPTH + " messages");
    }
    cost += MESSAGE_BYTES;
    while (cost <= most) {
      int tag = input.readTag();
      if (tag == 0) {
        return;
      }
      @Nullable FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        delimited(field, depth);
      } else {
        cost += NUMBER_BYTES;
        input.skipField(tag);
      }
    }
  }

  private void delimited(@Nullable FieldDescriptor field, int depth) throws IOException {
    int length = input.readRawVarint32();
    if (field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      int outer = input.pushLimit(length);
      message(field.getMessageType(), depth + 1);
      if (cost > most) {
        return;
      }
      input.popLimit(outer);
      return;
    }
    boolean packed = field != null && field.isPackable();
    cost += packed ? (long) NUMBER_BYTES * length : TEXT_BYTES + (long) length;
    input.skipRawBytes(length);
  }
}
