package dev.steward.server.otlp;

import dev.steward.server.http.SecondConnector;
import dev.steward.server.settings.ListenAddress;
import dev.steward.server.settings.ServerKeys;
import dev.steward.server.settings.ServerSettings;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.springframework.stereotype.Component;

/** The address of OTLP/HTTP, where it is configured. */
@Component
public final class OtlpConnector implements SecondConnector {
  private final Optional<Connector> connector;

  OtlpConnector(ServerSettings settings) {
    connector =
        settings
            .otlp()
            .http()
            .map(listen -> connector(ListenAddress.of(listen, ServerKeys.OTLP_HTTP)));
  }

  private static Connector connector(InetSocketAddress listen) {
    Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
    connector.setPort(listen.getPort());
    AbstractProtocol<?> protocol = (AbstractProtocol<?>) connector.getProtocolHandler();
    protocol.setAddress(listen.getAddress());
    protocol.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    connector.setXpoweredBy(false);
    return connector;
  }

  @Override
  public Optional<Connector> connector() {
    return connector;
  }

  /** The port that it listens on, or 0 while it does not. */
  public int port() {
    return Math.max(0, connector.map(Connector::getLocalPort).orElse(0));
  }
}
