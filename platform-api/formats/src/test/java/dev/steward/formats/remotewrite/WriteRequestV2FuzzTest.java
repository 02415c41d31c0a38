package dev.steward.formats.remotewrite;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.steward.formats.protobuf.MalformedMessageException;
import java.util.Random;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
final class WriteRequestV2FuzzTest {
  private static final KeyedHash HASH = new KeyedHash(new Random(1));

  @FuzzTest
  void anyBytesAreARequestOrRefused(byte[] bytes) {
    try {
      WriteRequestV2Decoder.decode(bytes, bytes.length, HASH, new Heard());
    } catch (MalformedMessageException e) {
      // Refused, which is an answer.
    }
  }
}
