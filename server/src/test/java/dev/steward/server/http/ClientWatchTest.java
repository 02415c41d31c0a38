package dev.steward.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClientWatchTest {
  private static RunningServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = new RunningServer(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    WaitingDoor.ENDS.clear();
  }

  private static Socket connect() throws IOException {
    return new Socket("127.0.0.1", server.address("/").getPort());
  }

  private static void ask(Socket socket, String path) throws IOException {
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aQueryStopsWhenItsClientGoes() throws Exception {
    try (Socket socket = connect()) {
      ask(socket, "/test/waiting");
      assertEquals("began", WaitingDoor.ENDS.poll(20, TimeUnit.SECONDS));
    }
    assertEquals("CANCELLED", WaitingDoor.ENDS.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void aClientThatWaitsIsNotGone() throws Exception {
    try (Socket socket = connect()) {
      ask(socket, "/test/waiting");
      assertEquals("began", WaitingDoor.ENDS.poll(20, TimeUnit.SECONDS));
      assertNull(WaitingDoor.ENDS.poll(1500, TimeUnit.MILLISECONDS));
    }
    assertEquals("CANCELLED", WaitingDoor.ENDS.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void whatAClientAskedAheadIsAnsweredNext() throws Exception {
    try (Socket socket = connect()) {
      ask(socket, "/loki/api/v1/labels");
      ask(socket, "/loki/api/v1/status/buildinfo");
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      StringBuilder text = new StringBuilder();
      while (text.indexOf("goVersion") < 0) {
        String line = answers.readLine();
        assertTrue(line != null, text.toString());
        text.append(line);
      }
      assertEquals(2, text.toString().split("HTTP/1.1 200", -1).length - 1, text.toString());
    }
  }
}
