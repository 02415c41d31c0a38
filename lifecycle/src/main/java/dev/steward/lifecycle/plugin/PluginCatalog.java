package dev.steward.lifecycle.plugin;

import dev.steward.spi.plugin.ServicePlugin;
import dev.steward.spi.plugin.ServiceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of an installation, loaded from zips. A plugin that cannot be loaded is reported and
 * left out; the others work. Safe for any thread.
 */
public final class PluginCatalog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PluginCatalog.class);

  private final UnpackedPlugins loader;
  private final List<InstalledPlugin> plugins;
  private final Map<String, ServiceType> serviceTypes;

  private PluginCatalog(
      UnpackedPlugins loader,
      List<InstalledPlugin> plugins,
      Map<String, ServiceType> serviceTypes) {
    this.loader = loader;
    this.plugins = List.copyOf(plugins);
    this.serviceTypes = Map.copyOf(serviceTypes);
  }

  /**
   * Loads every zip of some directories.
   *
   * @param directories where zips lie; one that is missing has none. Of two plugins with one id, or
   *     two service types with one name, the first found wins
   * @param work directory that belongs to the catalog, for unpacked plugins; what is in it goes
   * @throws UncheckedIOException if {@code work} cannot be written
   */
  public static PluginCatalog open(List<Path> directories, Path work) {
    try {
      PluginArchive.delete(work);
      Files.createDirectories(work);
      UnpackedPlugins loader = new UnpackedPlugins(work);
      List<InstalledPlugin> plugins = new ArrayList<>();
      Map<String, ServiceType> serviceTypes = new LinkedHashMap<>();
      for (Path zip : zips(directories)) {
        Path unpacked = work.resolve(String.valueOf(plugins.size()));
        InstalledPlugin plugin = load(loader, zip, unpacked, serviceTypes.keySet());
        plugins.add(plugin);
        plugin.serviceTypes().forEach(type -> serviceTypes.put(type.name(), type));
      }
      return new PluginCatalog(loader, plugins, serviceTypes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> zips(List<Path> directories) throws IOException {
    List<Path> zips = new ArrayList<>();
    for (Path directory : directories) {
      if (Files.isDirectory(directory)) {
        try (Stream<Path> files = Files.list(directory)) {
          files.filter(file -> file.toString().endsWith(".zip")).sorted().forEach(zips::add);
        }
      }
    }
    return zips;
  }

  private static InstalledPlugin load(
      UnpackedPlugins loader, Path zip, Path unpacked, Set<String> takenNames) {
    String id = String.valueOf(zip.getFileName());
    String version = "";
    String description = "";
    try {
      PluginArchive.unpack(zip, unpacked);
      id = loader.loadPlugin(unpacked);
      PluginWrapper plugin = loader.getPlugin(id);
      PluginDescriptor descriptor = plugin.getDescriptor();
      version = descriptor.getVersion();
      description = descriptor.getPluginDescription();
      List<ServiceType> types = serviceTypes(loader, plugin, takenNames);
      LOG.info(
          "Plugin {} {} brings {}", id, version, types.stream().map(ServiceType::name).toList());
      return new InstalledPlugin(zip, id, version, description, types, Optional.empty());
    } catch (IOException | RuntimeException e) {
      LOG.error("{}: the plugin does not work and is left out", zip, e);
      return new InstalledPlugin(
          zip, id, version, description, List.of(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private static List<ServiceType> serviceTypes(
      UnpackedPlugins loader, PluginWrapper plugin, Set<String> takenNames) {
    String id = plugin.getPluginId();
    PluginCalls calls = new PluginCalls(id, plugin.getPluginClassLoader());
    calls.call("start", () -> loader.startPlugin(id));
    List<ServicePlugin> extensions =
        calls.call("constructor", () -> loader.getExtensions(ServicePlugin.class, id));
    Set<String> names = new HashSet<>(takenNames);
    List<ServiceType> types = new ArrayList<>();
    for (ServicePlugin extension : extensions) {
      for (ServiceType type : calls.call("serviceTypes", extension::serviceTypes)) {
        GuardedServiceType guarded = new GuardedServiceType(id, calls, type);
        if (!names.add(guarded.name())) {
          throw new PluginException(
              id,
              "service type: " + guarded.name() + " (expected: a name that no plugin has yet)",
              null);
        }
        types.add(guarded);
      }
    }
    if (types.isEmpty()) {
      throw new PluginException(
          id,
          "no service type (expected: a class with @Extension that implements ServicePlugin, and"
              + " META-INF/extensions.idx, which PF4J's annotation processor writes)",
          null);
    }
    return types;
  }

  /** Every plugin that was found, in the order in which it was. */
  public List<InstalledPlugin> plugins() {
    return plugins;
  }

  /** A service type by its name. */
  public Optional<ServiceType> serviceType(String name) {
    return Optional.ofNullable(serviceTypes.get(name));
  }

  /** Stops the plugins and lets go of their files. */
  @Override
  public void close() {
    // Stops them too. PF4J's stopPlugins fails with a ConcurrentModificationException.
    loader.unloadPlugins();
  }
}
