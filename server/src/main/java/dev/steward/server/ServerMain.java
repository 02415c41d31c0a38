package dev.steward.server;

import picocli.CommandLine;

/** Starts a server from the command line. */
public final class ServerMain {
  private ServerMain() {}

  /** Runs until the process is told to stop. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new ServerCommand()).setCommandName("steward server").execute(arguments));
  }
}
