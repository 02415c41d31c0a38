package dev.steward.server.loki;

import dev.steward.server.http.QueryLimits;
import dev.steward.server.http.RequestParameters;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.QueryContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets clients follow a log query over a WebSocket.
 *
 * <p>The request passes the filters and is checked like any other before the protocol changes, so
 * that what is wrong with it is answered as plain text.
 */
@RestController
final class TailDoor implements SmartLifecycle {
  private static final int MAX_CLIENTS = 10;
  private static final String SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

  /** How long a client may take for one message before it counts as gone, milliseconds. */
  private static final Long SEND_TIMEOUT_MILLIS = 30_000L;

  private final LogStore store;
  private final QueryLimits limits;
  private final Clock clock;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  TailDoor(LogStore store, QueryLimits limits, Clock clock) {
    this.store = store;
    this.limits = limits;
    this.clock = clock;
  }

  @GetMapping("/loki/api/v1/tail")
  void tail(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    TailRequest tail =
        TailRequest.of(RequestParameters.of(request), EncodingFlags.of(request), clock);
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      throw invalid("Upgrade: missing (expected: the handshake of a WebSocket)");
    }
    if (connections.size() >= MAX_CLIENTS) {
      throw invalid(
          "max concurrent tail requests limit exceeded, count > limit ("
              + (connections.size() + 1)
              + " > "
              + MAX_CLIENTS
              + ")");
    }
    ServerContainer container =
        (ServerContainer)
            Objects.requireNonNull(
                request.getServletContext().getAttribute(ServerContainer.class.getName()),
                "WebSocket container");
    Connection connection = new Connection(tail);
    try {
      container.upgradeHttpToWebSocket(
          request, response, configuration(request.getRequestURI(), connection), Map.of());
    } catch (DeploymentException e) {
      throw new ServletException(e);
    }
  }

  private static ServerEndpointConfig configuration(String path, Connection connection) {
    return ServerEndpointConfig.Builder.create(Connection.class, path)
        .configurator(
            new ServerEndpointConfig.Configurator() {
              @Override
              public <T> T getEndpointInstance(Class<T> type) {
                return type.cast(connection);
              }
            })
        .build();
  }

  private static StewardException invalid(String message) {
    return new StewardException(ErrorCode.INVALID_ARGUMENT, message);
  }

  /** One connection: starts the session's thread and ends it. */
  private final class Connection extends Endpoint {
    private final TailRequest request;
    private volatile @Nullable TailSession tail;

    private Connection(TailRequest request) {
      this.request = request;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.getUserProperties().put(SEND_TIMEOUT, SEND_TIMEOUT_MILLIS);
      QueryContext context = limits.newContext();
      TailSession opened = new TailSession(store, request, context, session, clock);
      tail = opened;
      connections.add(this);
      Thread.ofVirtual().name("tail-" + session.getId()).start(opened);
      if (!running) {
        stop();
      }
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      stop();
      connections.remove(this);
    }

    @Override
    public void onError(Session session, Throwable cause) {
      stop();
    }

    private void stop() {
      TailSession stopping = tail;
      if (stopping != null) {
        stopping.stop();
      }
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** Lets all clients go, so that the web server need not wait for them. */
  @Override
  public void stop() {
    running = false;
    connections.forEach(Connection::stop);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Opens last and closes first. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
