package dev.steward.server;

import dev.steward.configuration.HostPort;
import dev.steward.server.health.StartingDoor;
import dev.steward.server.reload.ConfigurationSource;
import dev.steward.server.settings.ListenAddress;
import dev.steward.server.settings.PortTakenException;
import dev.steward.server.settings.ServerKeys;
import dev.steward.server.settings.ServerSettings;
import dev.steward.spi.error.StewardException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.tomcat.ConnectorStartFailedException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

/** A running server. Closing it drains its doors and closes its stores. Safe for any thread. */
public final class StewardServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StewardServer.class);

  private final ServerSettings settings;
  private final ServletWebServerApplicationContext context;

  private StewardServer(ServerSettings settings, ServletWebServerApplicationContext context) {
    this.settings = settings;
    this.context = context;
  }

  /**
   * Starts a server; it is ready when this returns.
   *
   * @throws StartupException if it cannot start, with a message for the operator
   */
  public static StewardServer start(ServerSettings settings) {
    return start(settings, ConfigurationSource.NONE);
  }

  /**
   * Starts a server that reads parts of its configuration anew when asked to.
   *
   * @param settings what was read at the start
   * @param source where the rest is read
   * @throws StartupException if it cannot start, with a message for the operator
   */
  public static StewardServer start(ServerSettings settings, ConfigurationSource source) {
    Objects.requireNonNull(settings, "settings");
    StartingDoor door = startingDoor(settings);
    SpringApplication application = new SpringApplication(ServerConfiguration.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    // Settings have one door, ServerSettings: no property of the environment, of the command line
    // or of an application.properties reaches the beans, and Logback configures itself.
    application.setAddCommandLineProperties(false);
    application.setEnvironment(new EmptyEnvironment());
    application.setListeners(List.of());
    application.addInitializers(starting -> {
      starting.getBeanFactory().registerSingleton("serverSettings", settings);
      starting.getBeanFactory().registerSingleton("configurationSource", source);
      starting.getBeanFactory().registerSingleton("startingDoor", door);
    });
    try (door) {
      return new StewardServer(settings, (ServletWebServerApplicationContext) application.run());
    } catch (RuntimeException e) {
      throw explained(e, settings);
    }
  }

  private static StartingDoor startingDoor(ServerSettings settings) {
    try {
      return StartingDoor.open(ListenAddress.of(settings.http().listen(), ServerKeys.HTTP));
    } catch (StewardException e) {
      throw new StartupException(e.getMessage(), e);
    } catch (IOException e) {
      PortTakenException taken =
          new PortTakenException(settings.http().listen(), "--http", ServerKeys.HTTP, e);
      throw new StartupException(taken.getMessage(), e);
    }
  }

  /** Finds what the operator can do something about among the causes of a failed start. */
  private static StartupException explained(RuntimeException failure, ServerSettings settings) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StewardException known) {
        return new StartupException(known.getMessage(), failure);
      }
      if (cause instanceof BindException || cause instanceof ConnectorStartFailedException) {
        return new StartupException(portTaken(cause, settings).getMessage(), failure);
      }
    }
    LOG.error("The server could not start", failure);
    return new StartupException("could not start: " + failure, failure);
  }

  /** The web server has two addresses, and says of the second one only its port. */
  private static PortTakenException portTaken(Throwable cause, ServerSettings settings) {
    Optional<HostPort> otlp = settings.otlp().http();
    return cause instanceof ConnectorStartFailedException failed
            && otlp.isPresent()
            && otlp.get().port() == failed.getPort()
        ? new PortTakenException(otlp.get(), "--otlp-http", ServerKeys.OTLP_HTTP, cause)
        : new PortTakenException(settings.http().listen(), "--http", ServerKeys.HTTP, cause);
  }

  /** Where the HTTP door listens. */
  public InetSocketAddress httpAddress() {
    return new InetSocketAddress(
        ListenAddress.of(settings.http().listen(), ServerKeys.HTTP).getAddress(),
        Objects.requireNonNull(context.getWebServer(), "web server").getPort());
  }

  /** A part of the server, for tests and for programs that embed it. */
  public <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }

  private static final class EmptyEnvironment extends StandardEnvironment {
    @Override
    protected void customizePropertySources(MutablePropertySources sources) {}
  }
}
