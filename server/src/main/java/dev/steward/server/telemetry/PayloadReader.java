package dev.steward.server.telemetry;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import dev.steward.wire.v1.Batch;
import dev.steward.wire.v1.LabelSet;
import dev.steward.wire.v1.LogColumns;
import dev.steward.wire.v1.MetricFamily;
import dev.steward.wire.v1.Payload;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Decompresses the payload of a batch and takes it apart, within bounds that hold before it is
 * read. Reuses scratch; for one thread at a time.
 */
final class PayloadReader {
  /** Largest compressed payload. */
  static final int MAX_COMPRESSED_BYTES = 4 << 20;

  /** Largest decompressed payload. */
  static final int MAX_BYTES = 16 << 20;

  private static final int LABEL_SETS = field(Payload.LABEL_SETS_FIELD_NUMBER);
  private static final int SAMPLES = field(Payload.SAMPLES_FIELD_NUMBER);
  private static final int LOGS = field(Payload.LOGS_FIELD_NUMBER);
  private static final int FAMILIES = field(Payload.FAMILIES_FIELD_NUMBER);
  private static final ExtensionRegistryLite NO_EXTENSIONS =
      ExtensionRegistryLite.getEmptyRegistry();

  /**
   * Contexts that nobody uses now: each holds more native memory than a scrape is long, and making
   * one for each batch costs more than decompressing it. There are as many as threads that
   * decompressed at once.
   */
  private static final Queue<ZstdDecompressCtx> CONTEXTS = new ConcurrentLinkedQueue<>();

  private static final byte[] NONE = {};

  /** Scratch past this size is not kept. */
  private static final int MAX_SCRATCH = 64 << 10;

  private byte[] scratch = NONE;

  private static int field(int number) {
    return number << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }

  /**
   * The parts of a payload. Byte fields are views of one array, and so are samples, which are good
   * until the next payload is read.
   */
  PayloadParts read(Batch batch) throws UndecodableException {
    byte[] bytes = decompress(batch);
    PayloadParts parts = parse(bytes, batch.getPayloadSize());
    if (!parts.logs().isEmpty() || bytes.length > MAX_SCRATCH) {
      // The lines of logs stay where they are.
      scratch = NONE;
    }
    return parts;
  }

  /** Bytes that begin with the payload. */
  private byte[] decompress(Batch batch) throws UndecodableException {
    ByteString payload = batch.getPayload();
    int size = batch.getPayloadSize();
    if (payload.size() > MAX_COMPRESSED_BYTES || size < 0 || size > MAX_BYTES) {
      throw new UndecodableException(
          "payload: %d bytes, %s decompressed (expected: at most %d and %d)"
              .formatted(
                  payload.size(), Integer.toUnsignedString(size), MAX_COMPRESSED_BYTES, MAX_BYTES));
    }
    return switch (batch.getCompression()) {
      case COMPRESSION_NONE -> {
        requireSize(payload.size(), size);
        yield payload.toByteArray();
      }
      case COMPRESSION_ZSTD -> decompressZstd(payload.toByteArray(), size);
      case COMPRESSION_UNSPECIFIED, UNRECOGNIZED ->
          throw new UndecodableException(
              "compression: " + batch.getCompressionValue() + " (expected: none or zstd)");
    };
  }

  private static void requireSize(int size, int said) throws UndecodableException {
    if (size != said) {
      throw new UndecodableException(
          "payload_size: " + said + " (expected: " + size + ", the true size)");
    }
  }

  private byte[] decompressZstd(byte[] compressed, int size) throws UndecodableException {
    if (scratch.length < size) {
      scratch = new byte[size];
    }
    ZstdDecompressCtx spare = CONTEXTS.poll();
    ZstdDecompressCtx context = spare == null ? new ZstdDecompressCtx() : spare;
    try {
      int written = context.decompressByteArray(scratch, 0, size, compressed, 0, compressed.length);
      requireSize(written, size);
      return scratch;
    } catch (ZstdException e) {
      throw new UndecodableException(
          "payload: %s (expected: zstd frames of %d bytes)".formatted(e.getMessage(), size), e);
    } finally {
      CONTEXTS.add(context);
    }
  }

  private static PayloadParts parse(byte[] bytes, int size) throws UndecodableException {
    CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes, 0, size).newCodedInput();
    input.enableAliasing(true);
    PayloadParts parts = new PayloadParts(bytes);
    try {
      for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
        if (tag == SAMPLES) {
          int length = input.readRawVarint32();
          int start = input.getTotalBytesRead();
          input.skipRawBytes(length);
          parts.samples().add(new PayloadParts.Span(start, length));
        } else if (tag == LABEL_SETS) {
          parts.labelSets().add(input.readMessage(LabelSet.parser(), NO_EXTENSIONS));
        } else if (tag == LOGS) {
          parts.logs().add(input.readMessage(LogColumns.parser(), NO_EXTENSIONS));
        } else if (tag == FAMILIES) {
          parts.families().add(input.readMessage(MetricFamily.parser(), NO_EXTENSIONS));
        } else if (!input.skipField(tag)) {
          throw new UndecodableException("payload: a group ends that never began");
        }
      }
      return parts;
    } catch (IOException e) {
      throw new UndecodableException("payload: " + e.getMessage(), e);
    }
  }
}
