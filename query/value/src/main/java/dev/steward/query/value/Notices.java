package dev.steward.query.value;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a query has to say besides its result, each text once, in the order in which it came up.
 *
 * @param warnings what may make the result wrong
 * @param infos what may be worth knowing
 */
public record Notices(List<String> warnings, List<String> infos) {
  /** Nothing to say. */
  public static final Notices NONE = new Notices(List.of(), List.of());

  /** Copies the lists. */
  public Notices {
    warnings = List.copyOf(warnings);
    infos = List.copyOf(infos);
  }

  /** Collects notices during one evaluation. Safe for any thread. */
  public static final class Collector {
    /** Guarded by this. */
    private final Set<String> warnings = new LinkedHashSet<>();

    /** Guarded by this. */
    private final Set<String> infos = new LinkedHashSet<>();

    /** Adds a warning, once for each text. */
    public synchronized void warn(String text) {
      warnings.add(text);
    }

    /** Adds an info, once for each text. */
    public synchronized void inform(String text) {
      infos.add(text);
    }

    /** What was collected so far. */
    public synchronized Notices notices() {
      return new Notices(new ArrayList<>(warnings), new ArrayList<>(infos));
    }
  }
}
