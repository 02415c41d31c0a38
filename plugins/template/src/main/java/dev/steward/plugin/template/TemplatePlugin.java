package dev.steward.plugin.template;

import dev.steward.spi.plugin.ServicePlugin;
import dev.steward.spi.plugin.ServiceType;
import java.util.List;
import org.pf4j.Extension;

/** The plugin's way in: the platform finds it through PF4J's annotation. */
@Extension
public final class TemplatePlugin implements ServicePlugin {

  private final List<ServiceType> types = List.of(new MessageOfTheDay());

  @Override
  public List<ServiceType> serviceTypes() {
    return types;
  }
}
