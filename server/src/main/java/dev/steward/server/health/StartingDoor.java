package dev.steward.server.health;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Stands where the HTTP door will be while the stores read their logs, and answers everybody that
 * the server is not ready, so that nobody takes a start for an outage. It gives the address up just
 * before the web server binds it.
 */
public final class StartingDoor implements SmartLifecycle, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(StartingDoor.class);

  /** Before the web server, whose phase is 2048 below the default. */
  private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

  private static final int TIMEOUT_MILLIS = 2000;
  private static final int MAX_REQUEST_BYTES = 8192;
  private static final String HEALTHY = "GET /-/healthy ";

  private final ServerSocket socket;
  private final Thread thread;

  private StartingDoor(ServerSocket socket) {
    this.socket = socket;
    this.thread = Thread.ofPlatform().daemon().name("starting-door").unstarted(this::run);
  }

  /**
   * Opens the door.
   *
   * @throws IOException if the address cannot be listened on
   */
  public static StartingDoor open(InetSocketAddress address) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(address);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    StartingDoor door = new StartingDoor(socket);
    door.thread.start();
    return door;
  }

  private void run() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> answer(client));
      } catch (IOException e) {
        LOG.debug("The starting door closes", e);
      }
    }
  }

  private static void answer(Socket client) {
    try (client) {
      client.setSoTimeout(TIMEOUT_MILLIS);
      byte[] request = new byte[MAX_REQUEST_BYTES];
      int length = client.getInputStream().read(request);
      String start = new String(request, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
      client
          .getOutputStream()
          .write(
              start.startsWith(HEALTHY)
                  ? response("200 OK", "Steward Server is Healthy.\n")
                  : response("503 Service Unavailable", "not ready: starting\n"));
    } catch (IOException e) {
      LOG.debug("A client went away while the server started", e);
    }
  }

  private static byte[] response(String status, String body) {
    return ("HTTP/1.1 "
            + status
            + "\r\nContent-Type: text/plain\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void start() {
    close();
  }

  @Override
  public void stop() {
    close();
  }

  @Override
  public boolean isRunning() {
    return false;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  /** Returns when the address is free: the thread that listens holds it until it notices. */
  @Override
  public void close() {
    try {
      socket.close();
      thread.join();
    } catch (IOException e) {
      LOG.warn("The starting door could not be closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
