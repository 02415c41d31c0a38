package dev.steward.collector.syslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.collector.input.RecordingIntake;
import dev.steward.collector.ship.Certificates;
import dev.steward.collector.ship.Waiting;
import dev.steward.collector.tls.PemFiles;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Syslog at sockets with a path, and over TLS. */
final class SyslogSocketsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final RecordingIntake intake = new RecordingIntake();

  private void await(int lines) {
    Waiting.until(lines + " lines", LIMIT, () -> intake.lines().size() >= lines);
  }

  private static void send(Path socket, String program) throws Exception {
    Process sender =
        new ProcessBuilder("python3", "-c", "import socket,sys\n" + program, socket.toString())
            .inheritIO()
            .start();
    assertEquals(0, sender.waitFor());
  }

  @Test
  void aDatagramOnAPathIsAMessageOfThisHost() throws Exception {
    Path path = directory.resolve("log");
    try (SyslogSocket socket = SyslogSocket.open(path, "host1", intake, Clock.systemUTC())) {
      socket.start();
      send(
          path,
          "s=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM)\n"
              + "s.connect(sys.argv[1])\n"
              + "s.send(b'<13>Nov 20 16:00:00 cron[12]: one')\n"
              + "s.send(b'<11>Nov 20 16:00:00 cron[12]: ' + b'x' * 100000)");
      await(2);
      assertEquals(2, socket.counters().messages());
    }
    assertEquals("one", intake.texts().get(0));
    assertEquals("x".repeat(100_000), intake.texts().get(1));
    assertEquals(
        Labels.of("host", "host1", "job", "syslog", "level", "notice", "service_name", "cron"),
        intake.lines().getFirst().stream());
    assertFalse(Files.exists(path));
  }

  @Test
  void aSocketThatSomebodyLeftIsReplaced() throws Exception {
    Path path = directory.resolve("log");
    Files.createFile(path);
    SyslogSocket.open(path, "host1", intake, Clock.systemUTC()).close();
  }

  @Test
  void aPathThatIsTooLongIsAnError() {
    Path path = directory.resolve("x".repeat(200));
    assertThrows(
        IOException.class, () -> SyslogSocket.open(path, "host1", intake, Clock.systemUTC()));
  }

  @Test
  void messagesOfAStreamEndWithANul() throws Exception {
    Path path = directory.resolve("stream");
    try (SyslogStreamSocket socket =
        SyslogStreamSocket.open(path, "host1", intake, Clock.systemUTC())) {
      socket.start();
      try (SocketChannel sender = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
        sender.write(ByteBuffer.wrap("<13>a: one\0<13>a: two\0".getBytes(StandardCharsets.UTF_8)));
        await(2);
      }
    }
    assertEquals(List.of("one", "two"), intake.texts());
  }

  @Test
  void messagesOverTlsAreCounted() throws Exception {
    Certificates.Pair pair = Certificates.make(directory, "door");
    PemFiles files =
        new PemFiles(Optional.of(pair.certificate()), Optional.of(pair.key()), Optional.empty());
    try (SyslogTlsDoor door =
        SyslogTlsDoor.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            files,
            "host1",
            intake,
            Clock.systemUTC())) {
      door.start();
      SSLContext client =
          new PemFiles(Optional.empty(), Optional.empty(), Optional.of(pair.certificate()))
              .context();
      try (Socket socket =
          client.getSocketFactory().createSocket("127.0.0.1", door.address().getPort())) {
        OutputStream out = socket.getOutputStream();
        out.write("10 <13>a: one1".getBytes(StandardCharsets.UTF_8));
        out.flush();
        await(1);
        out.write("0 <13>a: two".getBytes(StandardCharsets.UTF_8));
        out.flush();
        await(2);
      }
      try (Socket plain = new Socket("127.0.0.1", door.address().getPort())) {
        plain.getOutputStream().write("<13>a: no\n".getBytes(StandardCharsets.UTF_8));
        Waiting.until("refused", LIMIT, () -> door.counters().refusedConnections() == 1);
      }
    }
    assertEquals(List.of("one", "two"), intake.texts());
  }
}
