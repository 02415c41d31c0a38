package dev.steward.logstore.template;

import java.lang.ref.WeakReference;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One instance for equal templates, held while anyone uses it: parts have their own dictionaries,
 * which mostly hold the same. Safe for any thread.
 */
public final class TemplatePool {
  /** Guarded by itself. */
  private final WeakHashMap<Template, WeakReference<Template>> pool = new WeakHashMap<>();

  /** An empty pool. */
  public TemplatePool() {}

  /** The one instance of a template. */
  public Template intern(Template template) {
    if (template.isRaw()) {
      return Template.RAW;
    }
    synchronized (pool) {
      WeakReference<Template> known = pool.get(template);
      @Nullable Template pooled = known == null ? null : known.get();
      if (pooled != null) {
        return pooled;
      }
      pool.put(template, new WeakReference<>(template));
      return template;
    }
  }
}
