package dev.steward.logstore.store;

import dev.steward.logstore.filter.ShapeSet;
import dev.steward.logstore.filter.SlotKinds;
import dev.steward.logstore.part.PartContents;
import dev.steward.logstore.part.PartReader;
import dev.steward.logstore.template.Template;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The templates that lines of a day may have, with what kinds of bytes their slots hold, read from
 * the parts when first asked for. Only ever grows, so that it may name more than a view holds. Safe
 * for any thread.
 */
public final class DayTemplates {
  // All guarded by this.
  private final Map<Template, byte[]> kinds = new HashMap<>();
  private final Set<String> known = new HashSet<>();
  private ShapeSet set = ShapeSet.EMPTY;

  DayTemplates() {}

  /** The templates of parts of the day, and maybe more. */
  public synchronized ShapeSet all(List<PartReader> parts) throws IOException {
    boolean grown = false;
    for (PartReader part : parts) {
      if (!known.contains(part.name())) {
        add(part.contents());
        known.add(part.name());
        grown = true;
      }
    }
    if (grown) {
      set = ShapeSet.of(kinds);
    }
    return set;
  }

  private void add(PartContents contents) {
    for (int number = 0; number < contents.dictionary().length; number++) {
      Template template = contents.dictionary()[number];
      byte[] joined =
          kinds.computeIfAbsent(template, any -> new byte[SlotKinds.SIZE * template.slots()]);
      contents.shapes().addKinds(number, joined);
    }
  }

  /** Forgets that a part was looked at: its name may come again. */
  synchronized void forget(String part) {
    known.remove(part);
  }
}
