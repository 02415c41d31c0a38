package dev.steward.server.telemetry;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.steward.spi.model.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Makes lines of byte strings without copying where protobuf lets one see the bytes. For one
 * thread.
 */
final class LineView extends ByteOutput {
  private Line seen = Line.EMPTY;

  Line line(ByteString bytes) {
    if (bytes.isEmpty()) {
      return Line.EMPTY;
    }
    try {
      UnsafeByteOperations.unsafeWriteTo(bytes, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seen;
  }

  @Override
  public void writeLazy(byte[] value, int offset, int length) {
    seen = Line.wrap(value, offset, length);
  }

  @Override
  public void write(byte[] value, int offset, int length) {
    seen = Line.wrap(Arrays.copyOfRange(value, offset, offset + length));
  }

  @Override
  public void write(byte value) {
    seen = Line.wrap(new byte[] {value});
  }

  @Override
  public void writeLazy(ByteBuffer value) {
    write(value);
  }

  @Override
  public void write(ByteBuffer value) {
    byte[] copy = new byte[value.remaining()];
    value.get(copy);
    seen = Line.wrap(copy);
  }
}
