package dev.steward.logstore.filter;

import dev.steward.logstore.template.Template;
import dev.steward.spi.select.LineFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the filters used last say of templates, since people and dashboards ask the same again and
 * again. Safe for any thread.
 */
public final class FilterMemory {
  private static final int KEPT = 64;
  private static final int KEPT_DAYS = 32;

  /** Guarded by itself. */
  private final LinkedHashMap<LineFilter, FilterVerdict> verdicts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LineFilter, FilterVerdict> eldest) {
          return size() > KEPT;
        }
      };

  /** What was asked last of the templates of days. Guarded by itself. */
  private final LinkedHashMap<Asked, List<Template>> possible =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, List<Template>> eldest) {
          return size() > KEPT_DAYS;
        }
      };

  private record Asked(List<LineFilter> filters, ShapeSet set) {}

  /** Knows nothing yet. */
  public FilterMemory() {}

  /** The templates of a set that may pass filters; found once while the set is the same. */
  List<Template> possible(List<LineFilter> filters, ShapeSet set, Supplier<List<Template>> finder) {
    Asked asked = new Asked(filters, set);
    synchronized (possible) {
      List<Template> known = possible.get(asked);
      if (known != null) {
        return known;
      }
    }
    List<Template> found = finder.get();
    synchronized (possible) {
      possible.put(asked, found);
    }
    return found;
  }

  FilterVerdict verdict(LineFilter filter) {
    synchronized (verdicts) {
      return verdicts.computeIfAbsent(filter, FilterVerdict::of);
    }
  }
}
