package dev.steward.server.telemetry;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import dev.steward.wire.v1.Batch;
import dev.steward.wire.v1.Payload;
import java.io.IOException;
import java.util.Arrays;

/** Decompresses and parses the payload of a batch, within bounds that hold before it is read. */
final class PayloadReader {
  /** Largest compressed payload. */
  static final int MAX_COMPRESSED_BYTES = 4 << 20;

  /** Largest decompressed payload. */
  static final int MAX_BYTES = 16 << 20;

  private PayloadReader() {}

  /** The payload; its byte fields are views of one array. */
  static Payload read(Batch batch) throws UndecodableException {
    return parse(decompress(batch));
  }

  private static byte[] decompress(Batch batch) throws UndecodableException {
    ByteString payload = batch.getPayload();
    int size = batch.getPayloadSize();
    if (payload.size() > MAX_COMPRESSED_BYTES || size < 0 || size > MAX_BYTES) {
      throw new UndecodableException(
          "payload: %d bytes, %s decompressed (expected: at most %d and %d)"
              .formatted(
                  payload.size(), Integer.toUnsignedString(size), MAX_COMPRESSED_BYTES, MAX_BYTES));
    }
    byte[] bytes =
        switch (batch.getCompression()) {
          case COMPRESSION_NONE -> payload.toByteArray();
          case COMPRESSION_ZSTD -> decompressZstd(payload.toByteArray(), size);
          case COMPRESSION_UNSPECIFIED, UNRECOGNIZED ->
              throw new UndecodableException(
                  "compression: " + batch.getCompressionValue() + " (expected: none or zstd)");
        };
    if (bytes.length != size) {
      throw new UndecodableException(
          "payload_size: " + size + " (expected: " + bytes.length + ", the true size)");
    }
    return bytes;
  }

  private static byte[] decompressZstd(byte[] compressed, int size) throws UndecodableException {
    byte[] bytes = new byte[size];
    try {
      long written = Zstd.decompressByteArray(bytes, 0, size, compressed, 0, compressed.length);
      return written == size ? bytes : Arrays.copyOf(bytes, (int) written);
    } catch (ZstdException e) {
      throw new UndecodableException(
          "payload: %s (expected: zstd frames of %d bytes)".formatted(e.getMessage(), size), e);
    }
  }

  private static Payload parse(byte[] bytes) throws UndecodableException {
    CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
    input.enableAliasing(true);
    try {
      return Payload.parseFrom(input);
    } catch (IOException e) {
      throw new UndecodableException("payload: " + e.getMessage(), e);
    }
  }
}
