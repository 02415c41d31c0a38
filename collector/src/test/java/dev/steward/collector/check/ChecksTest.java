package dev.steward.collector.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.steward.collector.input.InputCounters;
import dev.steward.collector.input.RecordingIntake;
import dev.steward.collector.ship.Certificates;
import dev.steward.collector.ship.Waiting;
import dev.steward.collector.tls.PemFiles;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChecksTest {
  @TempDir Path directory;
  private final RecordingIntake intake = new RecordingIntake();

  /** Looks once; gives the samples without the labels of the check, and the line. */
  private Map<String, Double> look(String... entry) throws Exception {
    Map<String, String> map = new HashMap<>(Map.of("name", "x"));
    for (int i = 0; i < entry.length; i += 2) {
      map.put(entry[i], entry[i + 1]);
    }
    intake.cutTo(0);
    new CheckLoop(
            CheckKind.parse(map),
            "host1",
            intake,
            Clock.systemUTC(),
            new Semaphore(1),
            InputCounters.of("checks"))
        .look();
    Map<String, Double> samples = new TreeMap<>();
    intake
        .samples()
        .forEach((labels, value) -> {
          Labels rest =
              labels.dropping(List.of("__name__", "host", "job", "instance", "check", "kind"));
          samples.put(labels.value("__name__") + (rest.isEmpty() ? "" : rest), value);
        });
    return samples;
  }

  private String line() {
    return intake.texts().getFirst();
  }

  /** A service that greets each connection, and hangs up when told to. */
  private static ServerSocket greeting(String greeting) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(() -> {
          while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
              client.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
              client.getOutputStream().flush();
              client.getInputStream().read();
            } catch (IOException e) {
              // The client or the test is done.
            }
          }
        });
    return listener;
  }

  private static String at(ServerSocket listener) {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  @Test
  void aPortThatIsOpenIsUpAndOneThatIsClosedIsNot() throws Exception {
    String closed;
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      closed = at(listener);
    }
    try (ServerSocket listener = greeting("hello\r\n")) {
      String address = at(listener);
      Map<String, Double> up = look("tcp", address);
      assertEquals(1, up.get("probe_success"));
      assertEquals(4, up.get("probe_ip_protocol"));
      assertTrue(up.containsKey("probe_duration_seconds"));
      assertTrue(up.containsKey("probe_dns_lookup_time_seconds"));
      assertEquals("ok", line());
      assertEquals(1, look("tcp", address, "expect", "^hell").get("probe_success"));
      Map<String, Double> other = look("tcp", address, "expect", "^HELO");
      assertEquals(0, other.get("probe_success"));
      assertEquals(1, other.get("probe_failed_due_to_regex"));
    }
    assertEquals(0, look("tcp", closed).get("probe_success"));
    assertTrue(line().contains("refused"), line());
  }

  @Test
  void greetingsOfMailServicesAreUnderstood() throws Exception {
    try (ServerSocket smtp = greeting("220 mx1 ESMTP\r\n");
        ServerSocket imap = greeting("* OK ready\r\n")) {
      assertEquals(1, look("smtp", at(smtp)).get("probe_success"));
      assertEquals("ok 220 mx1 ESMTP", line());
      assertEquals(1, look("imap", at(imap)).get("probe_success"));
      assertEquals(0, look("smtp", at(imap)).get("probe_success"));
    }
  }

  @Test
  void aServiceThatSaysNothingIsLeftWhenItsTimeIsUp() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Map<String, Double> samples = look("smtp", at(mute), "timeout", "300ms");
      assertEquals(0, samples.get("probe_success"));
      assertTrue(samples.getOrDefault("probe_duration_seconds", 99.0) < 5);
    }
  }

  @Test
  void aServiceThatNeverEndsItsLineIsBounded() throws Exception {
    try (ServerSocket endless = greeting("x".repeat(1 << 20))) {
      assertEquals(0, look("smtp", at(endless)).get("probe_success"));
      assertTrue(line().length() < 10_000);
    }
  }

  @Test
  void thePageOfAWebServerIsLookedAt() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean moved = exchange.getRequestURI().getPath().equals("/old");
          exchange.getResponseHeaders().add("Location", "/new");
          byte[] body = "all is well".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(moved ? 302 : 200, moved ? -1 : body.length);
          if (!moved) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    try {
      Map<String, Double> samples = look("http", base + "/old", "expect", "well$");
      assertEquals(1, samples.get("probe_success"), line());
      assertEquals(200, samples.get("probe_http_status_code"));
      assertEquals(1, samples.get("probe_http_redirects"));
      assertEquals(11, samples.get("probe_http_content_length"));
      assertEquals(0, samples.get("probe_http_ssl"));
      assertEquals(0, look("http", base, "status", "404").get("probe_success"));
      assertEquals(0, look("http", base, "expect", "bad").get("probe_success"));
      assertEquals(1, look("http", base + "/old", "status", "302").get("probe_success"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void theAgeOfACertificateIsTold() throws Exception {
    Certificates.Pair pair = Certificates.make(directory, "door");
    PemFiles files =
        new PemFiles(Optional.of(pair.certificate()), Optional.of(pair.key()), Optional.empty());
    try (ServerSocket listener =
        files
            .context()
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            while (!listener.isClosed()) {
              try (Socket client = listener.accept()) {
                client.getInputStream().read();
              } catch (IOException e) {
                // The client or the test is done.
              }
            }
          });
      String address = at(listener);
      Map<String, Double> trusted =
          look("tls", address, "authorities", pair.certificate().toString());
      assertEquals(1, trusted.get("probe_success"), line());
      double days =
          (trusted.getOrDefault("probe_ssl_earliest_cert_expiry", 0.0)
                  - System.currentTimeMillis() / 1000.0)
              / 86_400;
      assertTrue(days > 1.5 && days < 2.1, days + " days");
      assertEquals(1, trusted.get("probe_tls_version_info{version=\"TLS 1.3\"}"));
      Map<String, Double> strange = look("tls", address);
      assertEquals(0, strange.get("probe_success"));
      assertTrue(strange.containsKey("probe_ssl_earliest_cert_expiry"));
    }
  }

  @Test
  void aNameServerIsAsked() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answer(server));
      String address = "127.0.0.1:" + server.getLocalPort();
      Map<String, Double> samples = look("dns", address, "query", "mx1.example.org");
      assertEquals(1, samples.get("probe_success"), line());
      assertEquals(1, samples.get("probe_dns_query_succeeded"));
      assertEquals(2, samples.get("probe_dns_answer_rrs"));
      Map<String, Double> missing = look("dns", address, "query", "missing.example.org");
      assertEquals(0, missing.get("probe_success"));
      assertTrue(line().contains("no such name"), line());
    }
  }

  private static void answer(DatagramSocket server) {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[512], 512);
        server.receive(packet);
        byte[] message = packet.getData();
        boolean missing = new String(message, StandardCharsets.ISO_8859_1).contains("missing");
        message[2] = (byte) 0x81;
        message[3] = (byte) (missing ? 0x83 : 0x80);
        message[7] = (byte) (missing ? 0 : 2);
        server.send(new DatagramPacket(message, packet.getLength(), packet.getSocketAddress()));
      }
    } catch (IOException e) {
      // The test is done.
    }
  }

  private String plugin(String script) throws IOException {
    Path file = Files.createTempFile(directory, "check", "");
    Files.writeString(file, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file.toString();
  }

  @Test
  void aPluginsExitCodeTextAndValuesAreTold() throws Exception {
    String command =
        plugin("echo \"DISK WARNING - $1 |'/ root'=5MB;6;7;0;10 time=20ms;;;0\"; exit 1");
    Map<String, Double> samples = look("command", command + " 'two words'");
    assertEquals(0, samples.get("probe_success"));
    assertEquals(1, samples.get("nagios_plugin_status"));
    assertEquals("warning: DISK WARNING - two words", line());
    String labels = "{label=\"/ root\", unit=\"bytes\"}";
    assertEquals(5 << 20, samples.get("nagios_plugin_perfdata" + labels));
    assertEquals(6 << 20, samples.get("nagios_plugin_perfdata_warning" + labels));
    assertEquals(10 << 20, samples.get("nagios_plugin_perfdata_maximum" + labels));
    assertEquals(0.02, samples.get("nagios_plugin_perfdata{label=\"time\", unit=\"seconds\"}"));
    assertEquals("nagios", intake.lines().getFirst().stream().value("job"));
  }

  @Test
  void aPluginThatHangsIsKilledWithItsChildren() throws Exception {
    Path mark = directory.resolve("child");
    String command = plugin("sh -c 'echo $$ > " + mark + "; exec sleep 1000' & wait");
    Map<String, Double> samples = look("command", command, "timeout", "2s", "every", "10s");
    assertEquals(0, samples.get("probe_success"));
    long child = Long.parseLong(Files.readString(mark).strip());
    Waiting.until(
        "the child is gone",
        Duration.ofSeconds(20),
        () -> ProcessHandle.of(child).map(handle -> !handle.isAlive()).orElse(true));
  }

  @Test
  void aPluginThatPrintsWithoutEndIsKilled() throws Exception {
    Map<String, Double> samples = look("command", plugin("yes"));
    assertEquals(0, samples.get("probe_success"));
    assertEquals(3, samples.get("nagios_plugin_status"));
    assertEquals("unknown: more than 64 KiB of output", line());
  }

  @Test
  void aPluginThatIsNotThereIsDown() throws Exception {
    assertEquals(0, look("command", directory + "/missing").get("probe_success"));
  }

  @Test
  void whatIsNoCheckIsNamed() {
    for (Map<String, String> wrong :
        List.of(
            Map.of("name", "x"),
            Map.of("tcp", "a:1", "http", "http://a"),
            Map.of("tcp", "a"),
            Map.of("tcp", "a:1", "status", "200"),
            Map.of("http", "ftp://a"),
            Map.of("tcp", "a:1", "expect", "("),
            Map.of("tcp", "a:1", "every", "10s", "timeout", "20s"),
            Map.of("tcp", "a:1", "every", "soon"),
            Map.of("dns", "a:53", "query", ""),
            Map.of("icmp", "-f"),
            Map.of("command", "a 'b"))) {
      assertThrows(IllegalArgumentException.class, () -> CheckKind.parse(wrong), wrong::toString);
    }
  }

  @Test
  void performanceDataComeInManyForms() {
    assertEquals(
        List.of("a=1.0", "b c=2.0percent", "it's=3.0", "d=4.0c"),
        PluginOutput.parse("OK|a=1 'b c'=2% 'it''s'=3;@1:2;~:5 u=U\nmore text | d=4c\n e=")
            .performance()
            .stream()
            .map(each -> each.label() + "=" + each.value() + each.unit())
            .toList());
    assertEquals(List.of(), PluginOutput.parse("no data").performance());
    assertEquals("", PluginOutput.parse("").text());
  }
}
