package dev.steward.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the distribution, started as people start it, which can be killed and restarted. */
final class StewardProcess implements AutoCloseable {
  private final List<String> command;
  private final Path output;
  private Process process;

  private StewardProcess(List<String> command, Path output) throws IOException {
    this.command = command;
    this.output = output;
    this.process = launch();
  }

  /** Starts {@code bin/steward} with arguments; what it says is appended to a file. */
  static StewardProcess start(Path output, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProjectFiles.DISTRIBUTION.resolve("bin/steward").toString());
    command.addAll(List.of(arguments));
    return new StewardProcess(command, output);
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
        .start();
  }

  /** Kills the process as {@code kill -9} does, and starts it again. */
  void killAndRestart() throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("ended by itself: " + command + "\n" + Files.readString(output));
    }
    process.destroyForcibly().onExit().join();
    process = launch();
  }

  /** Asks the process to stop, and kills it if it does not. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().onExit().join();
    }
  }
}
