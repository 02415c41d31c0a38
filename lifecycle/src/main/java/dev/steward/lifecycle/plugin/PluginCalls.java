package dev.steward.lifecycle.plugin;

import dev.steward.spi.plugin.SettingsException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way into one plugin: sets the context class loader, which libraries of the plugin may look
 * at, and turns whatever it throws into a {@link PluginException}. Safe for any thread.
 */
final class PluginCalls {
  private final String plugin;
  private final ClassLoader loader;

  PluginCalls(String plugin, ClassLoader loader) {
    this.plugin = plugin;
    this.loader = loader;
  }

  /**
   * Calls into the plugin.
   *
   * @param name what is called, for the message
   * @throws SettingsException as the plugin throws it
   * @throws PluginException for anything else that it throws, and for null
   */
  <T> T call(String name, Supplier<? extends @Nullable T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return Objects.requireNonNull(action.get(), "returned null");
    } catch (SettingsException e) {
      throw e;
    } catch (OutOfMemoryError | InternalError e) {
      throw e; // The machine's trouble, not the plugin's.
    } catch (Throwable e) {
      throw new PluginException(plugin, name + " failed: " + e, e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
