package dev.steward.formats.loki;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import java.io.IOException;

/**
 * Reads Loki's {@code PushRequest} in protobuf, already decompressed, straight from its bytes.
 *
 * <p>Layout: {@code PushRequest{1: streams}}, {@code Stream{1: labels, 2: entries, 3: hash}},
 * {@code Entry{1: timestamp, 2: line, 3: structured metadata}}, {@code Timestamp{1: seconds, 2:
 * nanos}}, {@code LabelPair{1: name, 2: value}}. Source: Loki, {@code pkg/push}.
 *
 * <p>By hand rather than by generated classes, since a push is the busiest way in: no object is
 * made for a stream or an entry beside those that the store keeps, and lines are not copied.
 */
public final class LokiPushDecoder {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int FIRST = 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int SECOND = 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int THIRD = 3 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int FIRST_VARINT = 1 << 3 | WireFormat.WIRETYPE_VARINT;
  private static final int SECOND_VARINT = 2 << 3 | WireFormat.WIRETYPE_VARINT;

  /** Hears of what a push holds, in its order. */
  public interface Sink {
    /** The entries that follow belong to this stream, written as a selector: {@code {a="b"}}. */
    void stream(String labels);

    /** One entry; the line shares the array that is being read. */
    void entry(long timestampNanos, Line line, Labels metadata);
  }

  private final byte[] body;
  private final CodedInputStream input;
  private final Sink sink;

  private LokiPushDecoder(byte[] body, int length, Sink sink) {
    this.body = body;
    this.input = CodedInputStream.newInstance(body, 0, length);
    this.sink = sink;
  }

  /**
   * Reads the push in the first {@code length} bytes of an array, which must not change afterwards.
   *
   * @throws MalformedPushException if the bytes are not a push; what was read before has been
   *     handed over
   */
  public static void decode(byte[] body, int length, Sink sink) throws MalformedPushException {
    LokiPushDecoder decoder = new LokiPushDecoder(body, length, sink);
    try {
      decoder.decodeRequest();
    } catch (IOException e) {
      throw new MalformedPushException(
          "push: not a protobuf message at byte "
              + decoder.input.getTotalBytesRead()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private void decodeRequest() throws IOException, MalformedPushException {
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      if (tag == FIRST) {
        int outer = input.pushLimit(input.readRawVarint32());
        decodeStream();
        input.popLimit(outer);
      } else {
        input.skipField(tag);
      }
    }
  }

  private void decodeStream() throws IOException, MalformedPushException {
    boolean named = false;
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      if (tag == FIRST) {
        sink.stream(input.readString());
        named = true;
      } else if (tag == SECOND) {
        if (!named) {
          throw new MalformedPushException("push: a stream's entries stand before its labels");
        }
        int outer = input.pushLimit(input.readRawVarint32());
        decodeEntry();
        input.popLimit(outer);
      } else {
        input.skipField(tag);
      }
    }
  }

  private void decodeEntry() throws IOException, MalformedPushException {
    long timestamp = 0;
    Line line = Line.EMPTY;
    Labels.Builder metadata = null;
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      if (tag == FIRST) {
        int outer = input.pushLimit(input.readRawVarint32());
        timestamp = decodeTimestamp();
        input.popLimit(outer);
      } else if (tag == SECOND) {
        int length = input.readRawVarint32();
        int start = input.getTotalBytesRead();
        input.skipRawBytes(length);
        line = Line.wrap(body, start, length);
      } else if (tag == THIRD) {
        if (metadata == null) {
          metadata = Labels.builder();
        }
        int outer = input.pushLimit(input.readRawVarint32());
        decodePair(metadata);
        input.popLimit(outer);
      } else {
        input.skipField(tag);
      }
    }
    sink.entry(timestamp, line, metadata == null ? Labels.EMPTY : metadata.build());
  }

  private long decodeTimestamp() throws IOException, MalformedPushException {
    long seconds = 0;
    long nanos = 0;
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      if (tag == FIRST_VARINT) {
        seconds = input.readRawVarint64();
      } else if (tag == SECOND_VARINT) {
        nanos = input.readRawVarint64();
      } else {
        input.skipField(tag);
      }
    }
    try {
      return Math.addExact(Math.multiplyExact(seconds, NANOS_PER_SECOND), nanos);
    } catch (ArithmeticException e) {
      throw new MalformedPushException(
          "timestamp: " + seconds + " s (expected: between the years 1678 and 2262)", e);
    }
  }

  private void decodePair(Labels.Builder into) throws IOException, MalformedPushException {
    String name = "";
    String value = "";
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      if (tag == FIRST) {
        name = input.readString();
      } else if (tag == SECOND) {
        value = input.readString();
      } else {
        input.skipField(tag);
      }
    }
    if (name.isEmpty()) {
      throw new MalformedPushException(
          "structured metadata: empty name (expected: at least one character)");
    }
    into.set(name, value);
  }
}
