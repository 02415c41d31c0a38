package dev.steward.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows log lines, oldest first, and goes on with new ones if asked to. */
@Command(
    name = "logs",
    description = "Shows log lines that a LogQL query selects.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  steward logs '{host=\"mx1\"}' --since 15m",
      "  steward logs '{service_name=\"sshd\"} |= \"Failed\"' --since 1d --limit 1000",
      "  steward logs '{level=\"error\"}' --follow"
    })
final class LogsCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "QUERY", description = "LogQL.")
  private String query = "";

  @Option(
      names = "--since",
      paramLabel = "SPAN",
      defaultValue = "1h",
      converter = TimeSpan.class,
      description = "How far to look back, such as 15m or 7d. Default: ${DEFAULT-VALUE}")
  private Duration since = Duration.ofHours(1);

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "The newest this many lines. Default: ${DEFAULT-VALUE}")
  private int limit = 100;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on with new lines until Ctrl-C.")
  private boolean follow;

  @Mixin private ServerOption server = new ServerOption();
  @Mixin private ColourOption colour = new ColourOption();

  @Override
  public void run() {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    LogPrinter printer = new LogPrinter(out, colour.isOn());
    try (ServerClient client = server.client()) {
      LogTail tail = new LogTail(client, query, limit);
      List<LogTail.Entry> found = tail.newest(Instant.now().minus(since));
      if (found.isEmpty() && !follow) {
        out.println("No line matches.");
      }
      found.forEach(printer::print);
      out.flush();
      if (follow) {
        tail.follow(printing(printer));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private LogTail.Listener printing(LogPrinter printer) {
    CommandLine line = Objects.requireNonNull(spec, "spec").commandLine();
    return new LogTail.Listener() {
      @Override
      public void lines(List<LogTail.Entry> entries) {
        entries.forEach(printer::print);
        line.getOut().flush();
      }

      @Override
      public void notice(String text) {
        line.getErr().println("steward logs: " + text);
        line.getErr().flush();
      }
    };
  }
}
