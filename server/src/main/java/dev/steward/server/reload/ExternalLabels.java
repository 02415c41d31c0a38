package dev.steward.server.reload;

import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The labels that tell this server's series from those of others, for who takes them from it; they
 * are never on what is stored. Safe for any thread.
 */
@Component
public final class ExternalLabels {
  private volatile Map<String, String> labels = Map.of();

  /** The labels by name. */
  public Map<String, String> all() {
    return labels;
  }

  /** Takes those of a configuration that was read. */
  public void set(Map<String, String> read) {
    labels = Map.copyOf(read);
  }
}
