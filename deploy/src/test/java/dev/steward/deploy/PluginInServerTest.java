package dev.steward.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.server.StewardServer;
import dev.steward.server.plugin.PluginService;
import dev.steward.server.settings.ServerSettings;
import dev.steward.spi.plugin.HostFacts;
import dev.steward.spi.plugin.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's plugins in a running server. */
final class PluginInServerTest {

  @TempDir private Path data;

  @Test
  void whatAPluginCountsStandsAmongTheServersMetrics() throws Exception {
    ServerSettings settings =
        ServerSettings.onFreePorts(data).toBuilder()
            .installedPlugins(Optional.of(ProjectFiles.DISTRIBUTION.resolve("plugins")))
            .build();
    try (StewardServer server = StewardServer.start(settings)) {
      assertTrue(metrics(server).contains("steward_plugin_template_asked_total 0.0"));
      askOnce(server);
      assertTrue(metrics(server).contains("steward_plugin_template_asked_total 1.0"));
      server.part(PluginService.class).reload();
      assertTrue(metrics(server).contains("steward_plugin_template_asked_total 0.0"));
      askOnce(server);
      assertTrue(metrics(server).contains("steward_plugin_template_asked_total 1.0"));
    }
  }

  private static void askOnce(StewardServer server) {
    int resources =
        server
            .part(PluginService.class)
            .serviceType("message-of-the-day")
            .orElseThrow()
            .resources(
                new Settings(Map.of("text", "Welcome.")),
                new HostFacts("mx1", "debian", "13", "amd64", true))
            .size();
    assertEquals(1, resources);
  }

  private static String metrics(StewardServer server) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http:/" + server.httpAddress() + "/metrics"))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
