package dev.steward.query.logql.syntax;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.steward.spi.error.StewardException;
import org.junit.jupiter.api.Tag;

/** Whatever a query says, it is refused with an error, or prints itself and is read again. */
@Tag("fuzz")
class LogqlParserFuzzTest {
  @FuzzTest
  void anyTextIsReadOrRefused(FuzzedDataProvider input) {
    Expression expression;
    try {
      expression = LogqlParser.parse(input.consumeRemainingAsString());
    } catch (StewardException e) {
      return;
    }
    String printed = expression.toString();
    String again = LogqlParser.parse(printed).toString();
    if (!again.equals(printed)) {
      throw new AssertionError(printed + " is read as " + again);
    }
  }
}
