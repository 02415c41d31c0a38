package dev.steward.formats.loki;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import org.junit.jupiter.api.Tag;

/** Whatever the bytes, they are a push or refused, and every entry is whole and has a stream. */
@Tag("fuzz")
class LokiPushFuzzTest {
  @FuzzTest
  void anyBytesAreAPushOrRefused(byte[] bytes) {
    try {
      LokiPushDecoder.decode(bytes, bytes.length, new Checks(bytes));
    } catch (MalformedPushException e) {
      // Refused, which is an answer.
    }
  }

  private static final class Checks implements LokiPushDecoder.Sink {
    private final byte[] body;
    private boolean named;

    Checks(byte[] body) {
      this.body = body;
    }

    @Override
    public void stream(String labels) {
      named = true;
    }

    @Override
    public void entry(long timestampNanos, Line line, Labels metadata) {
      if (!named) {
        throw new AssertionError("an entry without a stream");
      }
      if (line.length() > 0 && line.array() != body) {
        throw new AssertionError("a line that was copied");
      }
      if (line.offset() + line.length() > line.array().length) {
        throw new AssertionError("a line beyond the body");
      }
      metadata.forEach((name, value) -> {
        if (name.isEmpty()) {
          throw new AssertionError("structured metadata without a name");
        }
      });
    }
  }
}
