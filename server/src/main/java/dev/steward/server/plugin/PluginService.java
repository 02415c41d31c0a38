package dev.steward.server.plugin;

import dev.steward.lifecycle.plugin.InstalledPlugin;
import dev.steward.lifecycle.plugin.PluginCatalog;
import dev.steward.server.settings.ServerSettings;
import dev.steward.server.store.DataDirectory;
import dev.steward.spi.plugin.ServiceType;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The plugins in use: those in the operator's directory, then those of the installation. Safe for
 * any thread.
 */
@Component
public final class PluginService implements AutoCloseable {
  private final List<Path> directories;
  private final Path work;
  private PluginCatalog catalog;

  PluginService(ServerSettings settings, DataDirectory data, PrometheusRegistry registry) {
    List<Path> found = new ArrayList<>(List.of(settings.plugins()));
    settings.installedPlugins().ifPresent(found::add);
    this.directories = List.copyOf(found);
    this.work = data.path().resolve("plugins-unpacked");
    this.catalog = PluginCatalog.open(directories, work);
    GaugeWithCallback.builder()
        .name("steward_plugins")
        .help("Plugins that were found, by whether they work.")
        .labelNames("state")
        .callback(callback -> {
          long broken = plugins().stream().filter(each -> each.problem().isPresent()).count();
          callback.call(plugins().size() - broken, "working");
          callback.call(broken, "broken");
        })
        .register(registry);
  }

  /** Every plugin that was found, working or not. */
  public synchronized List<InstalledPlugin> plugins() {
    return catalog.plugins();
  }

  /** A service type by its name. */
  public synchronized Optional<ServiceType> serviceType(String name) {
    return catalog.serviceType(name);
  }

  /** Loads all plugins anew, as they lie in their directories now. */
  public synchronized List<InstalledPlugin> reload() {
    close();
    catalog = PluginCatalog.open(directories, work);
    return catalog.plugins();
  }

  /**
   * Forgets the plugins and what they counted: in the older client's registry, where only plugins
   * count, the name of a counter stays taken by the classes that registered it.
   */
  @Override
  public synchronized void close() {
    catalog.close();
    CollectorRegistry.defaultRegistry.clear();
  }
}
