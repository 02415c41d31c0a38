package dev.steward.formats.exposition;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.steward.formats.exposition.ExpositionParser.Piece;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class ExpositionFuzzTest {
  @FuzzTest
  void anyBytesAreReadOrRefused(byte[] bytes) {
    for (ExpositionFormat format : ExpositionFormat.values()) {
      ExpositionParser parser = new ExpositionParser(format, bytes, 0, bytes.length);
      try {
        int pieces = 0;
        for (Piece piece = parser.next(); piece != Piece.END; piece = parser.next()) {
          if (piece == Piece.SAMPLE && parser.labels().isEmpty()) {
            throw new AssertionError("a sample without a name");
          }
          if (++pieces > bytes.length) {
            throw new AssertionError("more pieces than bytes");
          }
        }
      } catch (ExpositionSyntaxException e) {
        if (e.line() < 1 || e.column() < 1 || e.column() > bytes.length + 1) {
          throw new AssertionError("an error outside of the text", e);
        }
      }
    }
  }
}
