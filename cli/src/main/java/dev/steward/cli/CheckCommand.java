package dev.steward.cli;

import dev.steward.alerting.rule.Rule;
import dev.steward.alerting.rule.RuleFile;
import dev.steward.alerting.rule.RuleFileException;
import dev.steward.alerting.rule.RuleFileReader;
import dev.steward.alerting.rule.RuleGroup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks into files before a server does. */
@Command(
    name = "check",
    description = "Checks files without a server.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class CheckCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    Objects.requireNonNull(spec, "spec").commandLine().usage(System.out);
  }

  /** Reads rule files as a server would. */
  @Command(
      name = "rules",
      description =
          "Checks rule files: their form, every PromQL and LogQL expression, every template.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = "  steward check rules /etc/steward/rules/*.yaml",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:a server would take all of them", "1:a file has a problem"})
  int rules(
      @Parameters(paramLabel = "FILE", arity = "1..*", description = "Rule files.")
          List<Path> files) {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    boolean usable = true;
    for (Path file : files) {
      out.println("Checking " + file);
      try {
        RuleFile read = RuleFileReader.read(file);
        out.println("  SUCCESS: " + read.ruleCount() + " rules found");
        repeated(read).forEach(rule -> out.println("  WARNING: stands more than once: " + rule));
      } catch (RuleFileException e) {
        usable = false;
        out.println("  FAILED:");
        e.problems().forEach(problem -> out.println("  " + problem));
      }
    }
    return usable ? 0 : 1;
  }

  /** Rules that give series of the same name and labels; Prometheus takes them, and warns. */
  private static List<String> repeated(RuleFile file) {
    Map<String, Integer> times = new TreeMap<>();
    for (RuleGroup group : file.groups()) {
      for (Rule rule : group.rules()) {
        times.merge(rule.name() + " " + new TreeMap<>(rule.labels()), 1, Integer::sum);
      }
    }
    times.values().removeIf(count -> count < 2);
    return List.copyOf(times.keySet());
  }
}
