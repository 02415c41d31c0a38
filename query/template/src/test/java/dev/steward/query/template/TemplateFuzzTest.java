package dev.steward.query.template;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Whatever a template says, it is refused with an error or executed within its bounds. */
@Tag("fuzz")
class TemplateFuzzTest {
  private static final Map<String, Object> DATA =
      Map.of("a", "text", "n", 7L, "f", 1.5, "l", List.of(1L, "x"), "m", Map.of("k", "v"));

  @FuzzTest
  void anyTextIsReadOrRefused(FuzzedDataProvider input) {
    try {
      Template.parse(
              "t",
              input.consumeRemainingAsString(),
              Functions.BUILT_IN,
              new Template.Options(10_000, 100_000))
          .execute(DATA);
    } catch (TemplateException e) {
      if (e.getMessage() == null) {
        throw new AssertionError("an error without a text", e);
      }
    }
  }
}
