package dev.steward.logstore.filter;

import dev.steward.spi.select.LineFilter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the filters used last say of templates, since people and dashboards ask the same again and
 * again. Safe for any thread.
 */
public final class FilterMemory {
  private static final int KEPT = 64;

  /** Guarded by itself. */
  private final LinkedHashMap<LineFilter, FilterVerdict> verdicts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LineFilter, FilterVerdict> eldest) {
          return size() > KEPT;
        }
      };

  /** Knows nothing yet. */
  public FilterMemory() {}

  FilterVerdict verdict(LineFilter filter) {
    synchronized (verdicts) {
      return verdicts.computeIfAbsent(filter, FilterVerdict::of);
    }
  }
}
