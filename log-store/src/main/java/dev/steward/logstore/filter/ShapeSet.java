package dev.steward.logstore.filter;

import dev.steward.logstore.template.Template;
import java.util.Map;

/**
 * Templates with what kinds of bytes are in their slots, as {@link SlotKinds} has them. Equal to
 * itself alone, so that what was found out about it can be kept. Immutable and safe for any thread.
 */
public final class ShapeSet {
  /** No templates. */
  public static final ShapeSet EMPTY = of(Map.of());

  private final Template[] templates;
  private final byte[][] kinds;

  private ShapeSet(Template[] templates, byte[][] kinds) {
    this.templates = templates;
    this.kinds = kinds;
  }

  /** The templates of a map, with a copy of their kinds. */
  public static ShapeSet of(Map<Template, byte[]> map) {
    Template[] templates = new Template[map.size()];
    byte[][] kinds = new byte[map.size()][];
    int at = 0;
    for (Map.Entry<Template, byte[]> entry : map.entrySet()) {
      templates[at] = entry.getKey();
      kinds[at++] = entry.getValue().clone();
    }
    return new ShapeSet(templates, kinds);
  }

  /** How many templates there are. */
  public int size() {
    return templates.length;
  }

  Template template(int index) {
    return templates[index];
  }

  byte[] kinds(int index) {
    return kinds[index];
  }
}
