package dev.steward.query.promql.conformance;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.steward.query.promql.PromqlEngine;
import dev.steward.query.promql.series.SeriesByHand;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Our own query scripts; each evaluation is a test. */
class ScriptsTest {
  @TestFactory
  Stream<DynamicContainer> everyEvaluationIsAsTheScriptSays()
      throws IOException, URISyntaxException {
    URL folder = getClass().getResource("/dev/steward/query/promql/scripts");
    assertNotNull(folder);
    try (Stream<Path> files = Files.list(Path.of(Objects.requireNonNull(folder).toURI()))) {
      List<Path> sorted = files.sorted().toList();
      List<DynamicContainer> containers = new ArrayList<>();
      for (Path file : sorted) {
        containers.add(DynamicContainer.dynamicContainer(name(file), tests(file)));
      }
      return containers.stream();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** Evaluated at once, as later commands of the script change the store. */
  private static List<DynamicTest> tests(Path file) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (SeriesByHand store = new SeriesByHand()) {
      PromqlEngine engine = new PromqlEngine(store, ConformanceRunner.OPTIONS);
      new Script(Files.readAllLines(file), store)
          .run(evaluation -> {
            String problem = new Verdict(engine, evaluation).problem();
            tests.add(
                DynamicTest.dynamicTest(
                    evaluation.line + ": " + evaluation.query, () -> assertNull(problem, problem)));
          });
    }
    return tests;
  }
}
