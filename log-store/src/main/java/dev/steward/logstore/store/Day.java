package dev.steward.logstore.store;

import dev.steward.logstore.bytes.CorruptDataException;
import dev.steward.logstore.disk.Disk;
import dev.steward.logstore.disk.DiskFile;
import dev.steward.logstore.index.DayCommit;
import dev.steward.logstore.index.DaySnapshot;
import dev.steward.logstore.part.PartReader;
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
 * The parts of one day on disk. A part exists once the day's manifest names it; files that it does
 * not name are leftovers of a crash. For one thread at a time.
 */
final class Day {
  private final long epochDay;
  private final Path directory;
  private final Resources resources;
  private final DayTemplates templates = new DayTemplates();
  private final SettledIndex index;
  private final List<PartReader> parts = new ArrayList<>();
  private long generation = -1;

  private Day(long epochDay, Path directory, Resources resources) throws IOException {
    this.epochDay = epochDay;
    this.directory = directory;
    this.resources = resources;
    Files.createDirectories(directory);
    this.index = SettledIndex.open(directory, DayNames.name(epochDay), resources.quarantine());
  }

  /** Writes the lines of one part. */
  interface Content {
    void writeTo(PartWriter writer) throws IOException;
  }

  /** Opens a day, or starts one. */
  static Day open(long epochDay, Path directory, Resources resources) throws IOException {
    Day day = new Day(epochDay, directory, resources);
    Manifest manifest = day.readManifest();
    day.generation = manifest.generation();
    for (String part : manifest.parts()) {
      day.openPart(part);
    }
    day.removeLeftovers();
    return day;
  }

  /**
   * What parts there are. Stores of before the manifest have that in the index's commit; where what
   * tells it is damaged, the parts' own names do.
   */
  private Manifest readManifest() throws IOException {
    if (Manifest.exists(directory)) {
      try {
        return Manifest.read(directory);
      } catch (CorruptDataException e) {
        resources
            .quarantine()
            .report("log store file " + Manifest.path(directory) + ": damaged, set aside", e);
        resources.quarantine().take(Manifest.path(directory));
        return named();
      }
    }
    DayCommit commit = index.commit();
    return commit != null
        ? new Manifest(commit.parts(), commit.generation())
        : index.isDamaged() ? named() : new Manifest(List.of(), -1);
  }

  private Manifest named() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> paths = Files.list(directory)) {
      paths
          .map(path -> path.getFileName().toString())
          .filter(name -> name.matches("[0-9a-f]{16}-[0-9]+\\.part"))
          .sorted()
          .forEach(names::add);
    }
    long newest =
        names.isEmpty() ? -1 : Long.parseUnsignedLong(names.getLast().substring(0, 16), 16);
    return new Manifest(names, newest);
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

  SettledIndex index() {
    return index;
  }

  /** Writes a new part file, which nothing names yet; null where no line was written. */
  @Nullable PartReader write(long newGeneration, Content content) throws IOException {
    Disk disk = resources.disk();
    Path path = freePath(newGeneration);
    boolean empty;
    try (DiskFile file = disk.create(path)) {
      PartWriter writer = new PartWriter(file, resources.miner());
      content.writeTo(writer);
      empty = writer.finish() == 0;
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(path);
      throw e;
    }
    if (empty) {
      Files.delete(path);
      return null;
    }
    disk.forceDirectory(directory);
    return open(path.getFileName().toString());
  }

  /** A name that neither a file has nor the index knows, where it would mean another part. */
  private Path freePath(long newGeneration) {
    for (int i = 0; ; i++) {
      Path path = directory.resolve("%016x-%d.part".formatted(newGeneration, i));
      if (!Files.exists(path) && !index.knows(path.getFileName().toString())) {
        return path;
      }
    }
  }

  /** Replaces a run of neighbouring parts by a new one (or by none). */
  void replace(int from, int to, @Nullable PartReader part, long newGeneration) throws IOException {
    List<PartReader> after = new ArrayList<>(parts);
    List<PartReader> replaced = after.subList(from, to);
    List<PartReader> old = List.copyOf(replaced);
    replaced.clear();
    if (part != null) {
      after.add(from, part);
    }
    try {
      new Manifest(after.stream().map(PartReader::name).toList(), newGeneration)
          .write(directory, resources.disk());
    } catch (IOException | RuntimeException e) {
      if (part != null) {
        part.release();
        Files.deleteIfExists(part.path());
      }
      throw e;
    }
    generation = newGeneration;
    parts.clear();
    parts.addAll(after);
    for (PartReader gone : old) {
      templates.forget(gone.name());
      Files.deleteIfExists(gone.path());
      gone.release();
    }
  }

  /** Adds the parts that the index does not tell of yet; says whether there were any. */
  boolean settle() throws IOException {
    return index.cover(parts);
  }

  /** A view of the parts as they are now. */
  DayView view() throws IOException {
    @Nullable DaySnapshot snapshot = index.snapshot();
    return new DayView(epochDay, parts, snapshot, templates, index.isDamaged());
  }

  void close() throws IOException {
    index.close();
    parts.forEach(PartReader::release);
  }
}
