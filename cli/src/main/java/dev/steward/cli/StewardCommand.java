package dev.steward.cli;

import dev.steward.cli.exercise.ExerciseCommand;
import dev.steward.collector.AgentCommand;
import dev.steward.server.ServerCommand;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The top of the command line. */
@Command(
    name = "steward",
    description = "Watches and runs the services of people who host them themselves.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  steward demo                                     try it on this machine",
      "  steward server --data /srv/steward               run the server",
      "  steward agent --data /srv/agent --server 127.0.0.1:8741 --insecure",
      "                                                   ship this machine's metrics and logs",
      "  steward query 'node_load1'                       ask for metrics",
      "  steward query 'rate(node_cpu_seconds_total[5m])' --range 1h",
      "  steward logs '{service_name=\"sshd\"} |= \"Failed\"' --since 1h --follow",
      "",
      "steward COMMAND --help says more of each."
    },
    subcommands = {
      ServerCommand.class,
      AgentCommand.class,
      DemoCommand.class,
      QueryCommand.class,
      LogsCommand.class,
      CheckCommand.class,
      TestCommand.class,
      ExerciseCommand.class,
      PluginCommand.class,
      VersionCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    })
final class StewardCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    Objects.requireNonNull(spec, "spec").commandLine().usage(System.out);
  }
}
