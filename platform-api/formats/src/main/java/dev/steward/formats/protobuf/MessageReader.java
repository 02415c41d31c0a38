package dev.steward.formats.protobuf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A protobuf message in an array and a position in it: reads field after field and makes no
 * objects. Never reads outside of the message, whatever the bytes are. For one thread.
 *
 * <p>Usage: {@link #next()} until it gives 0; then the method that reads the field's value, or
 * {@link #skip(int)}. A message within the message is read between {@link #enter()} and {@link
 * #leave(int)}. Source: Protocol Buffers, "Encoding".
 */
public final class MessageReader {
  /** Wire type of integers of variable length. */
  public static final int VARINT = 0;

  /** Wire type of eight bytes. */
  public static final int FIXED64 = 1;

  /** Wire type of text, bytes, messages and packed numbers. */
  public static final int LENGTH_DELIMITED = 2;

  private static final int START_GROUP = 3;
  private static final int END_GROUP = 4;
  private static final int FIXED32 = 5;
  private static final VarHandle DOUBLES =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int at;
  private int end;

  /** Starts at a message, which must not change while it is read. */
  public MessageReader(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    this.bytes = bytes;
    this.at = offset;
    this.end = offset + length;
  }

  /** The tag of a field: its number and wire type. */
  public static int tag(int field, int wireType) {
    return field << 3 | wireType;
  }

  /** The array that is read. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where in the array the reader stands. */
  public int position() {
    return at;
  }

  /** Goes to a place in the current message. */
  public void moveTo(int position) {
    at = position;
  }

  /** The tag of the next field, or 0 at the end of the message. */
  public int next() throws MalformedMessageException {
    if (at >= end) {
      return 0;
    }
    int tag = (int) varint();
    if (tag >>> 3 == 0) {
      throw malformed("field number 0");
    }
    return tag;
  }

  /** Passes over a field whose tag was read. */
  public void skip(int tag) throws MalformedMessageException {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> advance(8);
      case LENGTH_DELIMITED -> advance(length());
      case FIXED32 -> advance(4);
      case START_GROUP, END_GROUP -> throw malformed("a group (expected: none)");
      default -> throw malformed("wire type " + (tag & 7));
    }
  }

  private void advance(int count) throws MalformedMessageException {
    if (count > end - at) {
      throw malformed("the message ends within a field");
    }
    at += count;
  }

  /** An integer of variable length. */
  public long varint() throws MalformedMessageException {
    if (at < end && bytes[at] >= 0) {
      return bytes[at++];
    }
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) {
        throw malformed("the message ends within a number");
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw malformed("a number of more than 10 bytes");
  }

  /** A signed integer in the zigzag form of {@code sint32} and {@code sint64}. */
  public long zigzag() throws MalformedMessageException {
    long value = varint();
    return value >>> 1 ^ -(value & 1);
  }

  /** A {@code double}. */
  public double float64() throws MalformedMessageException {
    if (end - at < 8) {
      throw malformed("the message ends within a number");
    }
    double value = (double) DOUBLES.get(bytes, at);
    at += 8;
    return value;
  }

  /** The length of what follows, checked against the end of the message. */
  public int length() throws MalformedMessageException {
    long length = varint();
    if (length < 0 || length > end - at) {
      throw malformed("length " + length + " (expected: at most " + (end - at) + ")");
    }
    return (int) length;
  }

  /**
   * Enters the message that is the current field's value; what it returns goes to {@link #leave}.
   */
  public int enter() throws MalformedMessageException {
    int length = length();
    int outer = end;
    end = at + length;
    return outer;
  }

  /** Leaves a message, wherever in it the reader stands. */
  public void leave(int outer) {
    at = end;
    end = outer;
  }

  /** Whether the current message has been read to its end. */
  public boolean isAtEnd() {
    return at >= end;
  }

  /**
   * A text.
   *
   * @throws MalformedMessageException also where it is not UTF-8
   */
  public String text() throws MalformedMessageException {
    int length = length();
    int from = at;
    at += length;
    try {
      return text(bytes, from, length);
    } catch (CharacterCodingException e) {
      at = from;
      throw malformed("text that is not UTF-8");
    }
  }

  /**
   * The text of some bytes.
   *
   * @throws CharacterCodingException if they are not UTF-8
   */
  public static String text(byte[] bytes, int from, int length) throws CharacterCodingException {
    for (int i = from; i < from + length; i++) {
      if (bytes[i] < 0) {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(bytes, from, length))
            .toString();
      }
    }
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }

  /** An error at the current position. */
  public MalformedMessageException malformed(String problem) {
    return new MalformedMessageException(at, problem);
  }
}
