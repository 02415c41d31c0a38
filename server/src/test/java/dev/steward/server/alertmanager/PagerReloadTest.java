package dev.steward.server.alertmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.alerting.dispatch.Pager;
import dev.steward.server.StartupException;
import dev.steward.server.StewardServer;
import dev.steward.server.reload.Reloads;
import dev.steward.server.settings.ServerSettings;
import dev.steward.spi.error.StewardException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PagerReloadTest {
  @TempDir private Path folder;

  private Path write(String receiver, String used) throws IOException {
    return Files.writeString(
        folder.resolve("alertmanager.yml"),
        "receivers:\n- name: " + receiver + "\nroute:\n  receiver: " + used + "\n");
  }

  private StewardServer start(Path file) {
    return StewardServer.start(
        ServerSettings.onFreePorts(folder.resolve("data")).toBuilder()
            .alertmanager(Optional.of(file))
            .build());
  }

  @Test
  void aWrongFileLeavesTheOldConfigurationInForceAndNamesThePlace() throws IOException {
    try (StewardServer server = start(write("a", "a"))) {
      write("b", "nobody");
      StewardException wrong =
          assertThrows(StewardException.class, () -> server.part(Reloads.class).reload());
      assertTrue(
          String.valueOf(wrong.getMessage())
              .endsWith("alertmanager.yml:4:13: undefined receiver \"nobody\" used in route"),
          wrong.getMessage());
      assertEquals(Set.of("a"), server.part(Pager.class).configuration().receivers().keySet());
      write("b", "b");
      server.part(Reloads.class).reload();
      assertEquals(Set.of("b"), server.part(Pager.class).configuration().receivers().keySet());
    }
  }

  @Test
  void aWrongFileStopsTheStart() throws IOException {
    Path file = write("a", "nobody");
    StartupException wrong = assertThrows(StartupException.class, () -> start(file));
    assertTrue(String.valueOf(wrong.getMessage()).contains("alertmanager.yml:4:13: "));
  }
}
