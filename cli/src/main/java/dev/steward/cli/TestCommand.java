package dev.steward.cli;

import dev.steward.alerting.ruletest.RuleTestException;
import dev.steward.alerting.ruletest.RuleTests;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs tests that people write for their own files. */
@Command(
    name = "test",
    description = "Runs unit tests without a server.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class TestCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    Objects.requireNonNull(spec, "spec").commandLine().usage(System.out);
  }

  /** Runs promtool's unit-test files. */
  @Command(
      name = "rules",
      description =
          "Runs unit tests of rules, in promtool's format: series by hand, which alerts fire when,"
              + " and what expressions give. Rules over logs cannot be tested: tests have no lines.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = "  steward test rules tests/*.yaml",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:everything is as the files expect", "1:something is not"})
  int rules(
      @Parameters(paramLabel = "FILE", arity = "1..*", description = "Unit-test files.")
          List<Path> files) {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    boolean allPassed = true;
    for (Path file : files) {
      out.println("Unit Testing:  " + file);
      List<String> problems;
      try {
        problems = RuleTests.run(file);
      } catch (RuleTestException e) {
        problems = List.of(String.valueOf(e.getMessage()));
      }
      out.println(problems.isEmpty() ? "  SUCCESS" : "  FAILED:");
      problems.forEach(problem -> out.println("  " + problem.replace("\n", "\n  ")));
      allPassed &= problems.isEmpty();
      out.println();
    }
    return allPassed ? 0 : 1;
  }
}
