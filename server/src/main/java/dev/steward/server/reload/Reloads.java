package dev.steward.server.reload;

import dev.steward.spi.error.StewardException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Reads every part's configuration anew, and remembers how that went. Safe for any thread. */
@Component
public final class Reloads {
  private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);

  private final List<Reloadable> parts;
  private final Clock clock;
  private volatile boolean succeeded = true;
  private volatile Instant lastSuccess;

  Reloads(ObjectProvider<Reloadable> parts, Clock clock) {
    this.parts = parts.stream().toList();
    this.clock = clock;
    this.lastSuccess = clock.instant();
  }

  /**
   * Reads everything anew.
   *
   * @throws StewardException naming what is wrong; the other parts have their new configuration
   */
  public synchronized void reload() {
    StewardException wrong = null;
    for (Reloadable part : parts) {
      try {
        part.reload();
      } catch (StewardException e) {
        LOG.warn("Reloading failed: {}", e.getMessage());
        wrong = e;
      }
    }
    succeeded = wrong == null;
    if (wrong != null) {
      throw wrong;
    }
    lastSuccess = clock.instant();
    LOG.info("Configuration reloaded");
  }

  /** Whether the last reading succeeded. */
  public boolean succeeded() {
    return succeeded;
  }

  /** When reading succeeded last. */
  public Instant lastSuccess() {
    return lastSuccess;
  }

  /** The configuration in force as YAML, without secrets. */
  public String yaml() {
    Map<String, Object> all = new LinkedHashMap<>();
    parts.forEach(part -> all.putAll(part.configuration()));
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setDereferenceAliases(true)
            .build();
    return new Dump(settings).dumpToString(all);
  }
}
