package dev.steward.query.logql.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs conformance scripts: files, or folders with {@code .logqltest} files.
 *
 * <p>Each failed evaluation gives one line {@code file:line: expected …, got …}; the last line is
 * {@code N passed, N failed}. The exit status is 1 where any failed, 2 where nothing could be run.
 */
public final class ConformanceRunner {
  private final PrintStream out;
  private int passed;
  private int failed;

  private ConformanceRunner(PrintStream out) {
    this.out = out;
  }

  /** Runs the scripts named. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0) {
      System.err.println("arguments: none (expected: files or folders of scripts)");
      System.exit(2);
    }
    List<Path> scripts = new ArrayList<>();
    for (String argument : arguments) {
      scripts.addAll(scriptsOf(Path.of(argument)));
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(scripts, out));
  }

  /**
   * Runs scripts and prints what failed.
   *
   * @return the exit status
   */
  public static int run(List<Path> scripts, PrintStream out) throws IOException {
    ConformanceRunner runner = new ConformanceRunner(out);
    for (Path script : scripts) {
      runner.run(script);
    }
    out.println(runner.passed + " passed, " + runner.failed + " failed");
    return runner.failed > 0 ? 1 : runner.passed == 0 ? 2 : 0;
  }

  static List<Path> scriptsOf(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(file -> file.toString().endsWith(".logqltest"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private void run(Path path) throws IOException {
    List<ScriptException> problems = new ArrayList<>();
    Script script = Script.parse(Files.readAllLines(path, StandardCharsets.UTF_8), problems);
    for (ScriptException problem : problems) {
      failed++;
      out.println(path + ":" + problem.line() + ": expected a script, got " + problem.getMessage());
    }
    ScriptStore store = new ScriptStore();
    for (Script.Command command : script.commands()) {
      switch (command) {
        case Script.Clear ignored -> store.clear();
        case Script.Load load -> store.load(load);
        case Script.Eval eval -> {
          String problem = store.check(eval);
          if (problem == null) {
            passed++;
          } else {
            failed++;
            out.println(path + ":" + eval.line() + ": " + problem);
          }
        }
      }
    }
  }
}
