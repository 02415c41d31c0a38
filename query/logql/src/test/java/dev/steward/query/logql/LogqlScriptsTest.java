package dev.steward.query.logql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.query.logql.conformance.ConformanceRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every evaluation of the scripts beside this class gives what the script says. */
class LogqlScriptsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"ranges", "unwrap", "line_filters", "parsers", "formatting", "labels", "vectors"})
  void everyEvaluationGivesWhatItsScriptSays(String script) throws IOException, URISyntaxException {
    Path path =
        Path.of(
            Objects.requireNonNull(LogqlScriptsTest.class.getResource(script + ".logqltest"))
                .toURI());
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int status =
        ConformanceRunner.run(List.of(path), new PrintStream(output, true, StandardCharsets.UTF_8));
    assertEquals(0, status, output.toString(StandardCharsets.UTF_8));
  }
}
