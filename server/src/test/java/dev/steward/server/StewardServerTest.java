package dev.steward.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.server.settings.ServerSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StewardServerTest {
  @Test
  void isReadyWhenStarted(@TempDir Path data) throws Exception {
    try (StewardServer server = StewardServer.start(ServerSettings.onFreePorts(data));
        HttpClient client = HttpClient.newHttpClient()) {
      for (String path : new String[] {"/ready", "/-/ready", "/-/healthy"}) {
        HttpResponse<String> response =
            client.send(
                HttpRequest.newBuilder(URI.create("http:/" + server.httpAddress() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), path + ": " + response.body());
      }
    }
  }
}
