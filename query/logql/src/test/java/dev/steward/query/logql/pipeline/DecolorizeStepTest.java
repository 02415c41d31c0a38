package dev.steward.query.logql.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.query.logql.syntax.Stage;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Holds the hand-written search for terminal sequences against the expression that defines them.
 */
class DecolorizeStepTest {
  private static final Pattern SEQUENCE =
      Pattern.compile(
          "[\\x1b\\x{9b}][\\[\\]()#;?]*"
              + "(?:(?:[a-zA-Z\\d]*(?:;[a-zA-Z\\d]*)*)?\\x07"
              + "|(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PRZcf-ntqry=><~])");

  @Test
  void whatIsTakenOutIsWhatTheExpressionMatches() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Pipeline pipeline = Pipeline.of(List.of(new Stage.Decolorize()), ParserHints.ALL);
    String alphabet = "\u001b\u009b\u0007[]();?0123mKde;;xé";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder("\u001b");
      for (int j = random.nextInt(16); j > 0; j--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      pipeline.process(Labels.EMPTY, new LogEntry(0, Line.of(text.toString())));
      assertEquals(
          Line.of(SEQUENCE.matcher(text).replaceAll("")),
          pipeline.entry().line(),
          () -> "seed " + seed + ", line " + text);
    }
  }
}
