package dev.steward.logstore.store;

import dev.steward.logstore.index.DaySnapshot;
import dev.steward.logstore.part.PartSummary;
import dev.steward.logstore.part.PartSummary.ServiceShape;
import dev.steward.logstore.template.Template;
import dev.steward.logstore.template.TemplatePool;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The templates that lines of a day may have, read from its index when first asked for. Only ever
 * grows, so that it may name more than a view holds. Safe for any thread.
 */
public final class DayTemplates {
  private final TemplatePool pool;

  /** Guarded by this; a set is never changed once it is here. */
  private @Nullable Set<Template> templates;

  DayTemplates(TemplatePool pool) {
    this.pool = pool;
  }

  /** The templates. The set must not be changed. */
  public synchronized Set<Template> all(DaySnapshot index) throws IOException {
    Set<Template> known = templates;
    if (known == null) {
      known = new HashSet<>();
      for (ServiceShape shape : index.firstSeen().keySet()) {
        known.add(pool.intern(shape.template()));
      }
      templates = known;
    }
    return known;
  }

  /** Adds the templates of a new part. */
  synchronized void add(PartSummary summary) {
    if (templates != null) {
      Set<Template> grown = new HashSet<>(templates);
      for (Template template : summary.templates()) {
        grown.add(pool.intern(template));
      }
      templates = grown;
    }
  }
}
