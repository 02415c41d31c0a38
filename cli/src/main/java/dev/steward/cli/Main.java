package dev.steward.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/** Runs the command {@code steward}. */
public final class Main {
  private Main() {}

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // The libraries' own remarks are for programs that run on; here they would stand in the output.
    System.setProperty("logback.configurationFile", "dev/steward/cli/logback.xml");
    System.exit(commandLine().execute(arguments));
  }

  /** The whole command with all that stands below it. */
  static CommandLine commandLine() {
    return new CommandLine(new StewardCommand())
        .setExecutionExceptionHandler(Main::report)
        .setUsageHelpAutoWidth(true);
  }

  /** What went wrong is a sentence; a trace is only for what nobody thought of. */
  private static int report(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof CommandException known) {
      err.println("steward: " + known.getMessage());
    } else {
      err.println("steward: this should not have happened:");
      failure.printStackTrace(err);
    }
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }
}
