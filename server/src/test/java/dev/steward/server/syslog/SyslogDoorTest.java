package dev.steward.server.syslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.configuration.HostPort;
import dev.steward.server.StartupException;
import dev.steward.server.StewardServer;
import dev.steward.server.settings.ServerSettings;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogCursor;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.QueryContext;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sends through real sockets into the real store. */
final class SyslogDoorTest {
  private static final long DEADLINE_NANOS = Duration.ofSeconds(10).toNanos();

  @TempDir private Path data;

  private StewardServer start() {
    return StewardServer.start(ServerSettings.onFreePorts(data));
  }

  private static void sendDatagram(StewardServer server, String message) throws Exception {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    InetSocketAddress door = server.part(SyslogDoor.class).address();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(bytes, bytes.length, door));
    }
  }

  private static Socket connect(StewardServer server) throws Exception {
    InetSocketAddress door = server.part(SyslogDoor.class).address();
    return new Socket(door.getAddress(), door.getPort());
  }

  private static void write(Socket socket, String text) throws Exception {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> stored(StewardServer server) {
    List<String> found = new ArrayList<>();
    LogQuery all =
        new LogQuery(Selector.of(new LabelMatcher.Equal("job", "syslog")), TimeRange.ALL);
    try (LogCursor cursor =
        server.part(LogStore.class).read(all, Direction.FORWARD, QueryContext.unlimited())) {
      while (cursor.next()) {
        found.add(
            cursor.stream().valueOrEmpty("host")
                + " "
                + cursor.stream().valueOrEmpty("service_name")
                + " "
                + cursor.stream().valueOrEmpty("level")
                + ": "
                + cursor.entry().line());
      }
    }
    return found;
  }

  private static void awaitStored(StewardServer server, List<String> expected) {
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    while (!stored(server).equals(expected) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(5_000_000);
    }
    assertEquals(expected, stored(server));
  }

  @Test
  void aDatagramIsFoundInTheStore() throws Exception {
    try (StewardServer server = start()) {
      sendDatagram(server, "<165>1 2026-11-20T09:00:00Z mx1 postfix 42 - - queue active");
      awaitStored(server, List.of("mx1 postfix notice: queue active"));
    }
  }

  @Test
  void aMalformedMessageIsKeptAsRawTextWithThePeerAsHost() throws Exception {
    try (StewardServer server = start()) {
      sendDatagram(server, "\u0001\u0002 no header at all");
      awaitStored(
          server, List.of("127.0.0.1 unknown_service notice: \u0001\u0002 no header at all"));
    }
  }

  @Test
  void aConnectionMayMixCountedFramesAndLines() throws Exception {
    try (StewardServer server = start();
        Socket socket = connect(server)) {
      write(socket, "<13>1 2026-11-20T09:00:00Z a one - - - first\n");
      write(socket, "43 <13>1 2026-11-20T09:00:01Z a two - - - sec\n");
      write(socket, "<13>1 2026-11-20T09:00:02Z a three - - - third\n");
      awaitStored(
          server, List.of("a one notice: first", "a two notice: sec", "a three notice: third"));
    }
  }

  @Test
  void theLastLineOfAConnectionNeedsNoLineEnd() throws Exception {
    try (StewardServer server = start()) {
      try (Socket socket = connect(server)) {
        write(socket, "<13>1 2026-11-20T09:00:00Z a one - - - first");
      }
      awaitStored(server, List.of("a one notice: first"));
    }
  }

  @Test
  void whatWasReadBeforeAStopIsStored() throws Exception {
    List<String> found;
    try (StewardServer server = start()) {
      for (int i = 0; i < 100; i++) {
        sendDatagram(server, "<13>1 2026-11-20T09:00:00Z a one - - - m");
      }
      server.part(SyslogDoor.class).stop();
      found = stored(server);
    }
    assertTrue(found.stream().allMatch("a one notice: m"::equals), found.toString());
  }

  @Test
  void aPortThatIsTakenIsNamedWithTheFlagThatChangesIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ServerSettings settings =
          ServerSettings.onFreePorts(data).toBuilder()
              .syslog(Optional.of(new HostPort("127.0.0.1", taken.getLocalPort())))
              .build();
      StartupException thrown =
          assertThrows(StartupException.class, () -> StewardServer.start(settings));
      String message = String.valueOf(thrown.getMessage());
      assertTrue(
          message.contains("port " + taken.getLocalPort())
              && message.contains("--syslog")
              && message.contains("server.syslog.listen"),
          message);
    }
  }
}
