package dev.steward.logstore.store;

import dev.steward.logstore.bytes.CorruptDataException;
import dev.steward.logstore.disk.Disk;
import dev.steward.logstore.disk.DiskFile;
import dev.steward.logstore.index.DayCommit;
import dev.steward.logstore.index.DayIndex;
import dev.steward.logstore.index.DaySnapshot;
import dev.steward.logstore.part.PartReader;
import dev.steward.logstore.part.PartSummary;
import dev.steward.logstore.part.PartWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one day on disk. A part exists once a commit of the day's index names it; files that
 * none names are leftovers of a crash. For one thread at a time.
 */
final class Day {
  private static final String INDEX = "index";

  private final long epochDay;
  private final Path directory;
  private final Resources resources;
  private final DayTemplates templates;
  private DayIndex index;
  private final List<PartReader> parts = new ArrayList<>();
  private long generation = -1;

  private Day(long epochDay, Path directory, Resources resources) throws IOException {
    this.epochDay = epochDay;
    this.directory = directory;
    this.resources = resources;
    this.templates = new DayTemplates(resources.templates());
    Files.createDirectories(directory);
    this.index = new DayIndex(directory.resolve(INDEX));
  }

  /** Writes the lines of one part. */
  interface Content {
    void writeTo(PartWriter writer) throws IOException;
  }

  /** Opens a day, or starts one. */
  static Day open(long epochDay, Path directory, Resources resources) throws IOException {
    Day day = new Day(epochDay, directory, resources);
    try (DaySnapshot snapshot = day.index.snapshot()) {
      if (snapshot != null) {
        DayCommit commit = snapshot.commit();
        day.generation = commit.generation();
        for (String part : commit.parts()) {
          day.openPart(part);
        }
      }
    }
    day.removeLeftovers();
    return day;
  }

  private void openPart(String name) throws IOException {
    try {
      parts.add(open(name));
    } catch (CorruptDataException | NoSuchFileException e) {
      resources
          .quarantine()
          .report("log part " + DayNames.name(epochDay) + "/" + name + ": set aside, damaged", e);
      if (Files.exists(directory.resolve(name))) {
        resources.quarantine().take(directory.resolve(name));
      }
    }
  }

  private PartReader open(String name) throws IOException {
    return PartReader.open(
        directory.resolve(name), resources.streams(), resources.templates(), resources.contents());
  }

  private void removeLeftovers() throws IOException {
    Set<String> known = new HashSet<>();
    parts.forEach(part -> known.add(part.name()));
    try (Stream<Path> paths = Files.list(directory)) {
      for (Path path : paths.toList()) {
        String name = path.getFileName().toString();
        if (name.endsWith(".part") && !known.contains(name)) {
          Files.delete(path);
        }
      }
    }
  }

  long epochDay() {
    return epochDay;
  }

  /** Entries of this memory generation and of those before are in the parts; -1 if of none. */
  long generation() {
    return generation;
  }

  List<PartReader> parts() {
    return parts;
  }

  Path directory() {
    return directory;
  }

  DayIndex index() {
    return index;
  }

  /** Writes a new part file, which nothing names yet; null where no line was written. */
  @Nullable NewPart write(long newGeneration, Content content) throws IOException {
    Disk disk = resources.disk();
    Path path = freePath(newGeneration);
    PartSummary summary;
    try (DiskFile file = disk.create(path)) {
      PartWriter writer = new PartWriter(file, resources.miner());
      content.writeTo(writer);
      summary = writer.finish();
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(path);
      throw e;
    }
    if (summary.lines() == 0) {
      Files.delete(path);
      return null;
    }
    disk.forceDirectory(directory);
    return new NewPart(open(path.getFileName().toString()), summary);
  }

  /**
   * A part that is written and not yet named by a commit.
   *
   * @param reader the part
   * @param summary what the index must know of it
   */
  record NewPart(PartReader reader, PartSummary summary) {}

  private Path freePath(long newGeneration) {
    for (int i = 0; ; i++) {
      Path path = directory.resolve("%016x-%d.part".formatted(newGeneration, i));
      if (!Files.exists(path)) {
        return path;
      }
    }
  }

  /** Replaces a run of neighbouring parts by a new one (or by none) and commits that. */
  void replace(int from, int to, @Nullable NewPart part, long newGeneration) throws IOException {
    List<PartReader> after = new ArrayList<>(parts);
    List<PartReader> replaced = after.subList(from, to);
    List<PartReader> old = List.copyOf(replaced);
    replaced.clear();
    if (part != null) {
      after.add(from, part.reader());
    }
    try {
      for (PartReader gone : old) {
        index.remove(gone.name());
      }
      if (part != null) {
        index.add(part.reader().name(), part.summary());
      }
      index.commit(new DayCommit(after.stream().map(PartReader::name).toList(), newGeneration));
    } catch (IOException | RuntimeException e) {
      index.rollback();
      if (part != null) {
        part.reader().release();
        Files.deleteIfExists(part.reader().path());
      }
      throw e;
    }
    generation = newGeneration;
    parts.clear();
    parts.addAll(after);
    if (part != null) {
      templates.add(part.summary());
    }
    for (PartReader gone : old) {
      Files.deleteIfExists(gone.path());
      gone.release();
    }
  }

  /** A view of the parts as they are now. */
  DayView view() throws IOException {
    DaySnapshot snapshot = index.snapshot();
    if (snapshot == null) {
      throw new IOException(DayNames.name(epochDay) + ": has no index (expected: a commit)");
    }
    return new DayView(epochDay, parts, snapshot, templates);
  }

  /** Gives up the memory of writing. */
  void rest() throws IOException {
    if (index.isWriting()) {
      index.close();
      index = new DayIndex(directory.resolve(INDEX));
    }
  }

  void close() throws IOException {
    index.close();
    parts.forEach(PartReader::release);
  }
}
