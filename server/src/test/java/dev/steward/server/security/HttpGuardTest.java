package dev.steward.server.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.configuration.HostPort;
import dev.steward.server.StewardServer;
import dev.steward.server.settings.ServerSettings;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Speaks HTTP by hand, since clients do not let one choose Host and Origin. */
final class HttpGuardTest {
  @TempDir private Path data;
  private StewardServer server;

  @BeforeEach
  void start() {
    server =
        StewardServer.start(
            ServerSettings.onFreePorts(data).toBuilder()
                .http(
                    new ServerSettings.Http(
                        new HostPort("127.0.0.1", 0),
                        Set.of("steward.example.org"),
                        Set.of("https://grafana.example.org")))
                .build());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String answer(String requestLine, String... headers) throws IOException {
    try (Socket socket =
        new Socket(server.httpAddress().getAddress(), server.httpAddress().getPort())) {
      String request =
          requestLine
              + " HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n"
              + String.join("\r\n", headers)
              + (headers.length > 0 ? "\r\n\r\n" : "\r\n");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private int status(String requestLine, String... headers) throws IOException {
    return Integer.parseInt(answer(requestLine, headers).substring(9, 12));
  }

  private String own() {
    return "127.0.0.1:" + server.httpAddress().getPort();
  }

  @Test
  void namesOfThisServerAreAccepted() throws IOException {
    for (String host :
        new String[] {own(), "localhost", "LOCALHOST:1234", "[::1]:8740", "steward.example.org"}) {
      assertEquals(200, status("GET /ready", "Host: " + host), host);
    }
  }

  @Test
  void aForeignNameThatResolvesToThisServerIsRefused() throws IOException {
    for (String host :
        new String[] {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", ""}) {
      assertEquals(403, status("GET /ready", "Host: " + host), host);
    }
  }

  @Test
  void aRequestWithoutHostIsRefused() throws IOException {
    assertEquals(400, status("GET /ready"));
  }

  @Test
  void aPageOfAnotherSiteIsRefused() throws IOException {
    for (String origin : new String[] {"https://evil.example", "null", "http://127.0.0.1:1"}) {
      assertEquals(403, status("GET /ready", "Host: " + own(), "Origin: " + origin), origin);
    }
  }

  @Test
  void aPageOfOurOwnMayCall() throws IOException {
    assertEquals(200, status("GET /ready", "Host: " + own(), "Origin: http://" + own()));
  }

  @Test
  void aConfiguredOriginMayCallAndReadTheAnswer() throws IOException {
    String answer = answer("GET /ready", "Host: " + own(), "Origin: https://grafana.example.org");
    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    assertTrue(answer.contains("Access-Control-Allow-Origin: https://grafana.example.org"), answer);
  }

  @Test
  void aConfiguredOriginMayAskFirst() throws IOException {
    assertEquals(
        204,
        status(
            "OPTIONS /api/v1/query",
            "Host: " + own(),
            "Origin: https://grafana.example.org",
            "Access-Control-Request-Method: POST"));
  }

  @Test
  void theAnswerThatRefusesSaysWhatIsExpected() throws IOException {
    assertTrue(answer("GET /ready", "Host: evil.example").contains("server.http.hosts"));
    assertTrue(
        answer("GET /ready", "Host: " + own(), "Origin: https://evil.example")
            .contains("server.http.origins"));
  }

  @Test
  void aChangeNeedsTheTokenOfTheDataDirectory() throws IOException {
    String token = Files.readString(data.resolve(AdminToken.FILE_NAME)).strip();
    String change = "POST /steward/v1/plugins/reload";
    String host = "Host: " + own();
    assertEquals(401, status(change, host));
    assertEquals(401, status(change, host, "Authorization: Bearer " + token + "x"));
    assertEquals(401, status(change, host, "Authorization: Bearer "));
    assertEquals(200, status(change, host, "Authorization: Bearer " + token));
  }

  @Test
  void onlyItsOwnerMayReadTheToken() throws IOException {
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(data.resolve(AdminToken.FILE_NAME))));
  }

  @Test
  void theTokenStaysTheSameAfterARestart() throws IOException {
    String before = Files.readString(data.resolve(AdminToken.FILE_NAME));
    server.close();
    start();
    assertEquals(before, Files.readString(data.resolve(AdminToken.FILE_NAME)));
    assertEquals(43, before.strip().length());
  }
}
