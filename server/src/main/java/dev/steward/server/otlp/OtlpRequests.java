package dev.steward.server.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.steward.formats.otlp.MalformedOtlpException;
import dev.steward.formats.otlp.OtlpJson;
import dev.steward.formats.protobuf.MessageCost;
import dev.steward.server.http.BodyTooLargeException;
import dev.steward.server.http.CompressedBody;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/** Requests of OTLP: how they are written, and how large they may be. */
final class OtlpRequests {
  /** Most bytes of a request, decompressed. */
  static final int MAX_BYTES = 8 << 20;

  /** Most bytes of memory that a request may take as objects, by estimate. */
  private static final long MAX_COST = 32L << 20;

  /** What an object of JSON becomes at least. */
  private static final int JSON_OBJECT_BYTES = 64;

  private OtlpRequests() {}

  /**
   * Reads a request into a message.
   *
   * @param json whether it is JSON and not protobuf
   * @throws StewardException with {@code INVALID_ARGUMENT} if it is not what it says
   */
  static void read(HttpServletRequest request, boolean json, Message.Builder into)
      throws IOException {
    byte[] body = body(request);
    if (!json) {
      parse(body, into);
    } else if (jsonCost(body) > MAX_COST) {
      throw tooMany();
    } else {
      try {
        OtlpJson.merge(body, into);
      } catch (MalformedOtlpException e) {
        throw new StewardException(ErrorCode.INVALID_ARGUMENT, String.valueOf(e.getMessage()), e);
      }
    }
  }

  /**
   * Reads a request in protobuf.
   *
   * @throws StewardException with {@code INVALID_ARGUMENT} if it is none, or would take too much
   *     memory
   */
  static void parse(byte[] body, Message.Builder into) {
    try {
      if (MessageCost.exceeds(body, body.length, into.getDescriptorForType(), MAX_COST)) {
        throw tooMany();
      }
      into.mergeFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT, "body: not a protobuf message: " + e.getMessage(), e);
    }
  }

  private static long jsonCost(byte[] body) {
    long objects = 0;
    for (byte b : body) {
      objects += b == '{' ? 1 : 0;
    }
    return body.length + objects * JSON_OBJECT_BYTES;
  }

  private static StewardException tooMany() {
    return new StewardException(
        ErrorCode.INVALID_ARGUMENT,
        "body: holds more than "
            + (MAX_COST >> 20)
            + " MiB of records once it is read (expected: smaller batches)");
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    byte[] body;
    try (InputStream in = CompressedBody.open(request)) {
      body = in.readNBytes(MAX_BYTES + 1);
    } catch (BodyTooLargeException e) {
      throw e;
    } catch (IOException e) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT, "body: cannot be read whole (" + e + ")", e);
    }
    if (body.length > MAX_BYTES) {
      throw new BodyTooLargeException(MAX_BYTES);
    }
    return body;
  }

  /** Whether the same request may succeed later. */
  static boolean isRetryable(ErrorCode code) {
    return switch (code) {
      case UNAVAILABLE, STORAGE_FAILED, DEADLINE_EXCEEDED -> true;
      case INVALID_ARGUMENT,
          UNAUTHENTICATED,
          PERMISSION_DENIED,
          NOT_FOUND,
          EXECUTION_FAILED,
          LIMIT_EXCEEDED,
          CANCELLED,
          INTERNAL ->
          false;
    };
  }
}
