package dev.steward.formats.syslog;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class SyslogFuzzTest {
  @FuzzTest
  void anyBytesAreAMessage(byte[] bytes) {
    SyslogProperties.parsing(bytes);
  }
}
