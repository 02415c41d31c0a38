package dev.steward.lifecycle.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.pf4j.DefaultPluginManager;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginLoader;
import org.pf4j.PropertiesPluginDescriptorFinder;

/** PF4J for plugins that lie unpacked in directories, each loaded from the jars in its lib. */
final class UnpackedPlugins extends DefaultPluginManager {
  UnpackedPlugins(Path root) {
    super(List.of(root));
  }

  @Override
  protected PluginDescriptorFinder createPluginDescriptorFinder() {
    return new PropertiesPluginDescriptorFinder();
  }

  @Override
  protected PluginLoader createPluginLoader() {
    return new JarsLoader();
  }

  /** Parent first: what is shared is never taken from a plugin's own jars. */
  private static final class JarsLoader implements PluginLoader {
    private final SharedClasses shared = new SharedClasses(UnpackedPlugins.class.getClassLoader());

    @Override
    public boolean isApplicable(Path directory) {
      return Files.isDirectory(directory);
    }

    @Override
    public ClassLoader loadPlugin(Path directory, PluginDescriptor descriptor) {
      try (Stream<Path> jars = Files.list(directory.resolve("lib"))) {
        URL[] urls =
            jars.filter(jar -> jar.toString().endsWith(".jar"))
                .sorted()
                .map(JarsLoader::url)
                .toArray(URL[]::new);
        return new URLClassLoader("plugin " + descriptor.getPluginId(), urls, shared);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static URL url(Path jar) {
      try {
        return jar.toUri().toURL();
      } catch (MalformedURLException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
