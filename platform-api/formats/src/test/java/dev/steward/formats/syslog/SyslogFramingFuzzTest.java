package dev.steward.formats.syslog;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class SyslogFramingFuzzTest {
  @FuzzTest
  void anyBytesAreFramesWithinTheLimit(byte[] bytes) {
    SyslogProperties.framing(bytes);
  }
}
