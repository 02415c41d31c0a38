package dev.steward.server;

import dev.steward.server.settings.ListenAddress;
import dev.steward.server.settings.ServerSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code steward server}. */
@Command(
    name = "server",
    description = "Runs the server: stores, ingest doors, query interfaces and console.",
    mixinStandardHelpOptions = true)
public final class ServerCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServerCommand.class);

  @Option(names = "--data", paramLabel = "DIR", description = "Directory that holds all state.")
  private Path data = Path.of("data");

  @Option(names = "--http", paramLabel = "HOST:PORT", description = "HTTP door.")
  private @Nullable String http;

  /** Made by picocli. */
  public ServerCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    ServerSettings settings = ServerSettings.defaults(data);
    if (http != null) {
      settings =
          new ServerSettings(
              data,
              new ServerSettings.Http(
                  ListenAddress.parse(http), settings.http().hosts(), settings.http().origins()),
              settings.grpc(),
              settings.syslog(),
              settings.plugins(),
              settings.tracing());
    }
    StewardServer server = StewardServer.start(settings);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  stopped.countDown();
                },
                "shutdown"));
    LOG.info("Ready: http://{}", server.httpAddress());
    stopped.await();
    return 0;
  }
}
