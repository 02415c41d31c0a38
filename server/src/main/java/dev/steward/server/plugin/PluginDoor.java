package dev.steward.server.plugin;

import dev.steward.lifecycle.plugin.InstalledPlugin;
import dev.steward.spi.plugin.ServiceType;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the plugins, and loads them anew for who has the token. */
@RestController
@RequestMapping(path = "/steward/v1/plugins", produces = "application/json")
final class PluginDoor {
  private final PluginService plugins;

  PluginDoor(PluginService plugins) {
    this.plugins = plugins;
  }

  /**
   * A plugin, as JSON.
   *
   * @param id its identity
   * @param version its version
   * @param description one sentence
   * @param serviceTypes names of what it brings
   * @param problem why it does not work; empty where it does
   */
  record View(
      String id, String version, String description, List<String> serviceTypes, String problem) {
    static View of(InstalledPlugin plugin) {
      return new View(
          plugin.id(),
          plugin.version(),
          plugin.description(),
          plugin.serviceTypes().stream().map(ServiceType::name).toList(),
          plugin.problem().orElse(""));
    }
  }

  @GetMapping
  List<View> list() {
    return plugins.plugins().stream().map(View::of).toList();
  }

  @PostMapping("/reload")
  List<View> reload() {
    return plugins.reload().stream().map(View::of).toList();
  }
}
