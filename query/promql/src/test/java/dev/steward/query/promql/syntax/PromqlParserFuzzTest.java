package dev.steward.query.promql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.steward.query.value.QuerySyntaxException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/** Any text is a query or a syntax error, and a query prints as one that means the same. */
@Tag("fuzz")
class PromqlParserFuzzTest {
  @FuzzTest
  void anyTextIsAQueryOrASyntaxError(byte[] data) {
    String query = new String(data, StandardCharsets.UTF_8);
    Expr expr;
    try {
      expr = PromqlParser.parse(query);
    } catch (QuerySyntaxException e) {
      return;
    }
    String printed = expr.toString();
    assertEquals(printed, PromqlParser.parse(printed).toString());
  }
}
