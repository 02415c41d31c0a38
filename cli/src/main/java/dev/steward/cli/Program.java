package dev.steward.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of this installation that runs as a process of its own, its output in a file. */
final class Program {
  private static final int LAST_LINES = 15;
  private static final int STOP_SECONDS = 20;

  /**
   * A terminal sends Ctrl-C to all its programs at once; this one alone hears it, and stops the
   * others in order.
   */
  private static final List<String> DEAF_TO_CTRL_C =
      List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\"");

  private final String name;
  private final Path log;
  private final Process process;

  private Program(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  static Program start(String name, Path launcher, List<String> arguments, Path log) {
    List<String> command = new ArrayList<>(DEAF_TO_CTRL_C);
    command.addAll(List.of(launcher.toString(), name));
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      process.getOutputStream().close();
      return new Program(name, log, process);
    } catch (IOException e) {
      throw new CommandException("the " + name + " could not be started: " + e.getMessage(), e);
    }
  }

  /** Fails with the program's last words if it has ended. */
  void requireRunning() {
    if (!process.isAlive()) {
      throw new CommandException(
          "the " + name + " ended with exit code " + process.exitValue() + ":\n" + lastLines());
    }
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return log + ": " + e;
    }
  }

  /** Asks the program to stop and waits until it has. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
