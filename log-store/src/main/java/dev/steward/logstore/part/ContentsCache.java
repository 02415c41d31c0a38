package dev.steward.logstore.part;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables of the parts used last, up to a number of bytes. Safe for any thread. */
public final class ContentsCache {
  private final long maxBytes;

  /** Guarded by this; least recently used first. */
  private final LinkedHashMap<PartReader, PartContents> contents =
      new LinkedHashMap<>(16, 0.75f, true);

  /** Guarded by this. */
  private long bytes;

  /** An empty cache that holds this many bytes, and always the last part used. */
  public ContentsCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  synchronized @Nullable PartContents find(PartReader part) {
    return contents.get(part);
  }

  synchronized void put(PartReader part, PartContents loaded) {
    forget(part);
    contents.put(part, loaded);
    bytes += loaded.heapBytes();
    Iterator<Map.Entry<PartReader, PartContents>> eldest = contents.entrySet().iterator();
    while (bytes > maxBytes && contents.size() > 1) {
      bytes -= eldest.next().getValue().heapBytes();
      eldest.remove();
    }
  }

  /** Forgets all tables, as what their stream numbers mean changes. */
  public synchronized void clear() {
    contents.clear();
    bytes = 0;
  }

  synchronized void forget(PartReader part) {
    PartContents known = contents.remove(part);
    bytes -= known == null ? 0 : known.heapBytes();
  }
}
