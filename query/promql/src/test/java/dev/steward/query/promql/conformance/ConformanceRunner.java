package dev.steward.query.promql.conformance;

import dev.steward.query.promql.PromqlEngine;
import dev.steward.query.promql.PromqlOptions;
import dev.steward.query.promql.series.SeriesByHand;
import dev.steward.query.promql.series.SeriesSyntaxException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts of PromQL evaluations against the engine, with all its experimental parts.
 *
 * <p>A line for each evaluation that is not as expected ({@code file:line: expected …, got …}), and
 * a closing {@code N passed, N failed}. Takes files and folders.
 */
public final class ConformanceRunner {
  /** The options under which scripts are written. */
  static final PromqlOptions OPTIONS =
      PromqlOptions.DEFAULT
          .withExperimental(true)
          .withDelayedNameRemoval(true)
          .withStartTimestamps(true);

  private final PrintStream out;
  private int passed;
  private int failed;

  ConformanceRunner(PrintStream out) {
    this.out = out;
  }

  /** Runs the scripts named; exit code 1 tells that one failed. */
  public static void main(String... arguments) {
    ConformanceRunner runner = new ConformanceRunner(System.out);
    if (arguments.length == 0) {
      System.err.println("scripts: none (expected: files or folders)");
      System.exit(2);
    }
    for (String argument : arguments) {
      runner.run(Path.of(argument));
    }
    System.out.println(runner.passed + " passed, " + runner.failed + " failed");
    System.exit(runner.failed == 0 ? 0 : 1);
  }

  void run(Path path) {
    try {
      if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.walk(path)) {
          files.filter(file -> file.toString().endsWith(".test")).sorted().forEach(this::runFile);
        }
      } else {
        runFile(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void runFile(Path file) {
    try {
      run(String.valueOf(file.getFileName()), Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void run(String name, List<String> lines) {
    try (SeriesByHand store = new SeriesByHand()) {
      PromqlEngine engine = new PromqlEngine(store, OPTIONS);
      new Script(lines, store)
          .run(evaluation -> count(name, evaluation, new Verdict(engine, evaluation).problem()));
    } catch (ScriptException | SeriesSyntaxException e) {
      failed++;
      out.println(name + ": " + e.getMessage());
    }
  }

  private void count(String name, Evaluation evaluation, @Nullable String problem) {
    if (problem == null) {
      passed++;
    } else {
      failed++;
      out.println(name + ":" + evaluation.line + ": " + evaluation.query + ": " + problem);
    }
  }

  int passed() {
    return passed;
  }

  int failed() {
    return failed;
  }
}
