package dev.steward.server.http;

import java.util.Optional;
import org.apache.catalina.connector.Connector;

/** A further address that the web server listens on, where it is configured. */
public interface SecondConnector {
  /** The connector, or empty where it is off; the web server owns it. */
  Optional<Connector> connector();
}
