package dev.steward.plugin.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.plugin.HostFacts;
import dev.steward.spi.plugin.Resource;
import dev.steward.spi.plugin.ServiceType;
import dev.steward.spi.plugin.Settings;
import dev.steward.spi.plugin.SettingsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MessageOfTheDayTest {

  private static final HostFacts DEBIAN = new HostFacts("mx1", "debian", "13", "amd64", true);

  private final ServiceType type = new TemplatePlugin().serviceTypes().getFirst();

  @Test
  void theTextBecomesTheFileThatLoginShows() {
    List<Resource> resources = type.resources(settings("Backups run at 3.\n"), DEBIAN);

    assertEquals(
        List.of(
            new Resource.File(
                "/etc/motd",
                "Backups run at 3.\n",
                Resource.Owner.ROOT,
                0644,
                List.of(),
                List.of())),
        resources);
  }

  @Test
  void anEscapeSequenceIsRefusedBecauseATerminalWouldObeyIt() {
    SettingsException refused =
        assertThrows(SettingsException.class, () -> type.resources(settings("\u001b[2J"), DEBIAN));

    assertTrue(String.valueOf(refused.getMessage()).contains("control character"));
  }

  private static Settings settings(String text) {
    return new Settings(Map.of("text", text));
  }
}
