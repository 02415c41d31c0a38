package dev.steward.lifecycle.plugin;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import org.jspecify.annotations.Nullable;

/** Says that a plugin failed in a way that its interface does not allow. */
public final class PluginException extends StewardException {
  private static final long serialVersionUID = 1L;

  PluginException(String plugin, String what, @Nullable Throwable cause) {
    super(ErrorCode.INTERNAL, "plugin " + plugin + ": " + what, cause);
  }
}
