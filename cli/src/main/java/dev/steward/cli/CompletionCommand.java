package dev.steward.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete this command. */
@Command(
    name = "completion",
    description = {
      "Prints the completion script for bash and zsh.",
      "Use it: source <(steward completion)"
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandSpec root = Objects.requireNonNull(spec, "spec").root();
    Objects.requireNonNull(spec, "spec")
        .commandLine()
        .getOut()
        .print(AutoComplete.bash(root.name(), root.commandLine()));
  }
}
