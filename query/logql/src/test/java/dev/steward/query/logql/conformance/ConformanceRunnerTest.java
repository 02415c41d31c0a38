package dev.steward.query.logql.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceRunnerTest {
  @TempDir Path folder;

  private String run(String script) throws IOException {
    Path file = Files.writeString(folder.resolve("a.logqltest"), script);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
    ConformanceRunner.run(List.of(file), stream);
    return output.toString(StandardCharsets.UTF_8).replace(file + ":", "");
  }

  @Test
  void aLineThatIsNoneOfAScriptFailsAloneAndTheRestIsRun() throws IOException {
    String script =
        """
        clear # all
        load
          {a="b"} "x" @ 10s
          {a="b"} "y" at noon
        what
        eval instant at 1m count_over_time({a="b"}[1m])
          {a="b"} 1
        eval instant at 1m count_over_time({a="b"}[1m])
          {a="b"} one
        eval instant at 1m sum(count_over_time({a="b"}[1m]))
          {} 2
        """;
    assertEquals(
        """
        4: expected a script, got line:  at noon (expected: @ TIME)
        5: expected a script, got unknown command: what
        9: expected a script, got line: one (expected: a number or a series)
        10: expected {} 2, got {} 1
        1 passed, 4 failed
        """,
        run(script));
  }

  @Test
  void linesHaveGosEscapesAndAnyBytesAndTheIndexEverywhere() throws IOException {
    String script =
        """
        load
          {a="b"} "\\x1b[1m\\u00e9\\xff{{.i}}" @ 10s [repeat every 1s for 2] [metadata n="{{.i}}"]
        eval instant at 1m bytes_over_time({a="b"} |= "\\u00e9" [1m])
          {a="b", n="0"} 8
          {a="b", n="1"} 8
        """;
    assertEquals("1 passed, 0 failed\n", run(script));
  }
}
