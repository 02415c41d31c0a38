package dev.steward.logstore.store;

import dev.steward.logstore.bytes.CorruptDataException;
import dev.steward.logstore.index.DayCommit;
import dev.steward.logstore.index.DayIndex;
import dev.steward.logstore.index.DaySnapshot;
import dev.steward.logstore.part.PartReader;
import dev.steward.logstore.part.PartSummary;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Lucene index of a day's settled parts. It is made from the parts and never needed to know
 * what there is: parts that it does not cover answer for themselves, and a damaged index is set
 * aside and made anew. For one thread at a time.
 */
final class SettledIndex implements Closeable {
  private static final String NAME = "index";

  private final Path path;
  private final String day;
  private final Quarantine quarantine;
  private DayIndex index;
  private @Nullable DayCommit commit;
  private boolean damaged;

  /** Parts that could not be read when they were to be covered; they stay without. */
  private final Set<String> unreadable = new HashSet<>();

  private SettledIndex(Path path, String day, Quarantine quarantine) throws IOException {
    this.path = path;
    this.day = day;
    this.quarantine = quarantine;
    this.index = new DayIndex(path);
  }

  /** The index of a day's directory; where it cannot be read it is set aside. */
  static SettledIndex open(Path directory, String day, Quarantine quarantine) throws IOException {
    SettledIndex settled = new SettledIndex(directory.resolve(NAME), day, quarantine);
    try (DaySnapshot snapshot = settled.index.snapshot()) {
      settled.commit = snapshot == null ? null : snapshot.commit();
    } catch (IOException | RuntimeException e) {
      settled.setAside(e);
    }
    return settled;
  }

  private void setAside(Exception cause) throws IOException {
    quarantine.report("log index of day " + day + ": damaged, set aside and made anew", cause);
    index.rollback();
    index.close();
    quarantine.take(path);
    index = new DayIndex(path);
    commit = null;
    damaged = true;
  }

  /** What the last commit covers, or null where there was none. */
  @Nullable DayCommit commit() {
    return commit;
  }

  /** Whether the index was set aside and does not cover all parts again. */
  boolean isDamaged() {
    return damaged;
  }

  /** Whether a part of this name is covered, be it there or gone. */
  boolean knows(String part) {
    return commit != null && commit.parts().contains(part);
  }

  /** Covers exactly these parts; says whether anything was to be done. */
  boolean cover(List<PartReader> parts) throws IOException {
    List<String> wanted = new ArrayList<>();
    parts.forEach(part -> wanted.add(part.name()));
    wanted.removeAll(unreadable);
    Set<String> covered = new HashSet<>(commit == null ? List.of() : commit.parts());
    if (covered.equals(Set.copyOf(wanted))) {
      damaged = false;
      return false;
    }
    try {
      for (PartReader part : parts) {
        if (wanted.contains(part.name()) && !covered.remove(part.name())) {
          add(part, wanted);
        }
      }
      for (String gone : covered) {
        index.remove(gone);
      }
      DayCommit next = new DayCommit(wanted, -1);
      index.commit(next);
      commit = next;
      damaged = false;
    } catch (IOException | RuntimeException e) {
      index.rollback();
      throw e;
    }
    index.close();
    index = new DayIndex(path);
    return true;
  }

  private void add(PartReader part, List<String> wanted) throws IOException {
    PartSummary summary;
    try {
      summary = part.summary();
    } catch (CorruptDataException e) {
      quarantine.report("log part " + day + "/" + part.name() + ": damaged, not in the index", e);
      unreadable.add(part.name());
      wanted.remove(part.name());
      return;
    }
    index.add(part.name(), summary);
  }

  /** The last commit, or null where there is none. */
  @Nullable DaySnapshot snapshot() throws IOException {
    if (commit == null) {
      return null;
    }
    try {
      return index.snapshot();
    } catch (IOException | RuntimeException e) {
      setAside(e);
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
