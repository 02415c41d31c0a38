package dev.steward.logstore.store;

import dev.steward.logstore.memory.MemoryTable;
import dev.steward.logstore.part.PartReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All days on disk. For one thread at a time; readers go through {@link StoreState}. */
public final class Days {
  private final Path directory;
  private final Resources resources;
  private final StoreState state;
  private final TreeMap<Long, Day> days = new TreeMap<>();

  private Days(Path directory, Resources resources, StoreState state) {
    this.directory = directory;
    this.resources = resources;
    this.state = state;
  }

  /** Opens all days of a directory and shows them in the state. */
  public static Days open(Path directory, Resources resources, StoreState state)
      throws IOException {
    Files.createDirectories(directory);
    Days days = new Days(directory, resources, state);
    List<Path> paths;
    try (Stream<Path> list = Files.list(directory)) {
      paths = list.sorted().toList();
    }
    Map<Long, DayView> views = new HashMap<>();
    for (Path path : paths) {
      Long epochDay = DayNames.parse(path.getFileName().toString());
      if (epochDay != null) {
        days.open(epochDay, path, views);
      }
    }
    state.replace(views, null);
    return days;
  }

  private void open(long epochDay, Path path, Map<Long, DayView> views) throws IOException {
    try {
      Day day = Day.open(epochDay, path, resources);
      days.put(epochDay, day);
      if (!day.parts().isEmpty()) {
        views.put(epochDay, day.view());
      }
    } catch (IOException e) {
      resources.quarantine().report("log day " + path.getFileName() + ": set aside, damaged", e);
      resources.quarantine().take(path);
    }
  }

  /** The newest memory generation of which any entry is in a part; -1 where there is none. */
  public long newestGeneration() {
    return days.values().stream().mapToLong(Day::generation).max().orElse(-1);
  }

  /** Whether the entries of a memory generation on a day are in its parts. */
  public boolean holds(long epochDay, long generation) {
    Day day = days.get(epochDay);
    return day != null && day.generation() >= generation;
  }

  /** Time of the latest entry in any part. */
  public long lastTime() {
    return days.values().stream()
        .flatMap(day -> day.parts().stream())
        .mapToLong(part -> part.footer().last())
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /** Writes a table's entries to parts; the state shows them there from then on. */
  public void flush(MemoryTable table) throws IOException {
    Map<Long, DayView> views = new HashMap<>();
    try {
      for (long epochDay : TableContent.days(table)) {
        Day day = day(epochDay);
        if (day.generation() < table.generation()) {
          int end = day.parts().size();
          TableContent content = new TableContent(table, resources.streams(), epochDay);
          @Nullable PartReader part = day.write(table.generation(), content);
          day.replace(end, end, part, table.generation());
        }
        views.put(epochDay, day.view());
      }
    } catch (IOException | RuntimeException e) {
      views.values().forEach(DayView::release);
      throw e;
    }
    state.replace(views, table);
  }

  private Day day(long epochDay) throws IOException {
    Day known = days.get(epochDay);
    if (known == null) {
      known = Day.open(epochDay, directory.resolve(DayNames.name(epochDay)), resources);
      resources.disk().forceDirectory(directory);
      days.put(epochDay, known);
    }
    return known;
  }

  /** The days that there are. */
  List<Long> epochDays() {
    return List.copyOf(days.keySet());
  }

  /** The parts of a day, in order. */
  List<PartReader> parts(long epochDay) {
    Day day = days.get(epochDay);
    return day == null ? List.of() : List.copyOf(day.parts());
  }

  /** Replaces neighbouring parts of a day by one with this content. */
  void rewrite(long epochDay, int from, int to, Day.Content content) throws IOException {
    Day day = day(epochDay);
    @Nullable PartReader part = day.write(day.generation(), content);
    day.replace(from, to, part, day.generation());
    state.replace(Map.of(epochDay, day.view()), null);
  }

  /** Lets the index of a day cover all its parts; says whether there was anything to do. */
  boolean settle(long epochDay) throws IOException {
    Day day = day(epochDay);
    if (!day.settle()) {
      return false;
    }
    state.replace(Map.of(epochDay, day.view()), null);
    return true;
  }

  /** Removes neighbouring parts of a day. */
  void remove(long epochDay, int from, int to) throws IOException {
    Day day = day(epochDay);
    day.replace(from, to, null, day.generation());
    state.replace(Map.of(epochDay, day.view()), null);
  }

  /** Removes a whole day, unless entries in memory rely on its index to know what is stored. */
  void remove(long epochDay) throws IOException {
    Day day = days.remove(epochDay);
    if (day == null) {
      return;
    }
    state.remove(epochDay);
    day.close();
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(day.directory())) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  /** Bytes of all parts' files. */
  public long fileBytes() {
    return allParts().stream().mapToLong(part -> part.footer().fileBytes()).sum();
  }

  /** How many parts there are. */
  public int partCount() {
    return allParts().size();
  }

  private List<PartReader> allParts() {
    List<PartReader> all = new ArrayList<>();
    days.values().forEach(day -> all.addAll(day.parts()));
    return all;
  }

  /** Closes all days. */
  public void close() throws IOException {
    for (Day day : days.values()) {
      day.close();
    }
    days.clear();
  }
}
