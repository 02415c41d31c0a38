package dev.steward.spi.model;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Canonical instances of labels and of their text, held weakly: what nobody uses any more is
 * forgotten.
 *
 * <p>A fleet repeats few names and few values in very many label sets; held once each, a hundred
 * thousand series cost what their differences cost.
 */
final class LabelsPool {
  private static final Pool<Labels> LABELS = new Pool<>();
  private static final Pool<String> TEXT = new Pool<>();

  private LabelsPool() {}

  static Labels intern(Labels labels) {
    Labels known = LABELS.find(labels);
    return known != null ? known : LABELS.add(labels.withPooledText());
  }

  static String intern(String text) {
    String known = TEXT.find(text);
    return known != null ? known : TEXT.add(text);
  }

  private static final class Pool<T> {
    private final ConcurrentMap<Object, Entry<T>> entries = new ConcurrentHashMap<>();
    private final ReferenceQueue<T> collected = new ReferenceQueue<>();

    @Nullable T find(T value) {
      Entry<T> entry = entries.get(new Probe<>(value));
      return entry == null ? null : entry.get();
    }

    T add(T value) {
      for (Object dead = collected.poll(); dead != null; dead = collected.poll()) {
        entries.remove(dead);
      }
      Entry<T> mine = new Entry<>(value, collected);
      while (true) {
        Entry<T> other = entries.putIfAbsent(mine, mine);
        if (other == null) {
          return value;
        }
        T known = other.get();
        if (known != null) {
          return known;
        }
        entries.remove(other, other);
      }
    }
  }

  /** A key that finds an entry by its value's equality. */
  private record Probe<T>(T value) {
    @Override
    public int hashCode() {
      return value.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Entry<?> entry
          ? value.equals(entry.get())
          : other instanceof Probe<?> probe && value.equals(probe.value);
    }
  }

  private static final class Entry<T> extends WeakReference<T> {
    private final int hash;

    Entry(T value, ReferenceQueue<T> queue) {
      super(value, queue);
      hash = value.hashCode();
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      T mine = get();
      return switch (other) {
        case Probe<?> probe -> probe.value().equals(mine);
        case Entry<?> entry -> mine != null && mine.equals(entry.get());
        case null, default -> false;
      };
    }
  }
}
