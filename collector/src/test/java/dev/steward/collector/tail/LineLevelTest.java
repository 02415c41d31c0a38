package dev.steward.collector.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LineLevelTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-11-20 12:00:00 ERROR something broke          | error
          2026-11-20 12:00:00,123 [main] WARN  o.a.Foo - bar | warn
          [Sun Dec 04 04:47:44 2005] [error] mod_jk child    | error
          {"ts":1,"level":"info","msg":"an error occurred"}  | info
          ts=1 level=debug msg="ERROR in text"               | debug
          ts=1 lvl=warning msg=x                             | warn
          severity: Critical, disk full                      | critical
          app: fatal: cannot open                            | fatal
          E1120 12:00:00 no word at all                      |
          an error occurred while the level was fine         |
          no errors: 0                                       |
          GET /ERROR/page 200                                |
          CODE ERROR-17 in name                              |
          TRACE entering                                     | debug
          [NOTICE] hello                                     | notice
          [info]                                             | info
          SEVERE: boom                                       | error
          """)
  void aLevelIsTakenOnlyWhereItIsClear(String line, @Nullable String level) {
    byte[] bytes = ("##" + line).getBytes(StandardCharsets.UTF_8);
    assertEquals(level, LineLevel.of(bytes, 2, bytes.length - 2));
  }
}
