package dev.steward.lifecycle.plugin;

import dev.steward.spi.plugin.HostFacts;
import dev.steward.spi.plugin.Resource;
import dev.steward.spi.plugin.ServiceType;
import dev.steward.spi.plugin.Settings;
import java.util.List;
import java.util.regex.Pattern;

/** A plugin's service type behind {@link PluginCalls}. What never changes was asked for once. */
final class GuardedServiceType implements ServiceType {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  private final PluginCalls calls;
  private final ServiceType type;
  private final String name;
  private final String description;
  private final String settingsSchema;

  GuardedServiceType(String plugin, PluginCalls calls, ServiceType type) {
    this.calls = calls;
    this.type = type;
    this.name = calls.call("name", type::name);
    this.description = calls.call("description", type::description);
    this.settingsSchema = calls.call("settingsSchema", type::settingsSchema);
    if (!NAME.matcher(name).matches()) {
      throw new PluginException(
          plugin,
          "service type: " + name + " (expected: lower-case letters, digits and hyphens)",
          null);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String settingsSchema() {
    return settingsSchema;
  }

  @Override
  public List<Resource> resources(Settings settings, HostFacts facts) {
    return calls.call("resources", () -> List.copyOf(type.resources(settings, facts)));
  }
}
