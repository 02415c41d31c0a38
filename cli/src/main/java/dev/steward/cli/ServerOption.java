package dev.steward.cli;

import java.net.URI;
import picocli.CommandLine.Option;

/** Which server a command asks. */
final class ServerOption {
  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8740",
      description = "The server to ask. Default: ${DEFAULT-VALUE}")
  private URI server = URI.create("http://127.0.0.1:8740");

  /** Made by picocli. */
  ServerOption() {}

  ServerClient client() {
    return new ServerClient(server);
  }
}
