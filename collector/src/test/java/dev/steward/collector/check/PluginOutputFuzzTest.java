package dev.steward.collector.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class PluginOutputFuzzTest {
  @FuzzTest
  void anyOutputIsReadWithinBounds(byte[] bytes) {
    PluginOutput output = PluginOutput.parse(new String(bytes, StandardCharsets.UTF_8));
    assertTrue(output.text().length() <= 1_000);
    assertTrue(output.performance().size() <= 100);
    output.performance().forEach(each -> assertFalse(Double.isNaN(each.value())));
  }
}
