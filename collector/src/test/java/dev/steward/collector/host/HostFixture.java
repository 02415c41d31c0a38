package dev.steward.collector.host;

import dev.steward.formats.exposition.ExpositionWriter;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A made-up host in a folder, and what a collector tells about it. */
final class HostFixture {
  private final Path folder;

  HostFixture(Path folder) {
    this.folder = folder;
  }

  HostRoots roots() {
    return new HostRoots(folder.resolve("proc"), folder.resolve("sys"), folder.resolve("root"));
  }

  HostFixture proc(String name, String content) {
    return write("proc/" + name, content);
  }

  HostFixture sys(String name, String content) {
    return write("sys/" + name, content);
  }

  HostFixture root(String name, String content) {
    return write("root/" + name, content);
  }

  private HostFixture write(String name, String content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The exposition of one collection, with each family's samples together. */
  String collect(HostCollector collector) throws IOException {
    Recorder recorder = new Recorder();
    collector.collect(new HostFiles(roots()), recorder);
    return recorder.exposition();
  }

  /** As {@link #collect}, without the lines of help. */
  String samples(HostCollector collector) throws IOException {
    return collect(collector).replaceAll("(?m)^# HELP .*\n", "");
  }

  /** Keeps samples by family, in the order in which they came. */
  static final class Recorder implements MetricSink {
    final Map<MetricFamily, Map<Labels, Double>> families = new LinkedHashMap<>();

    @Override
    public void sample(MetricFamily family, Labels labels, double value) {
      Double before =
          families.computeIfAbsent(family, key -> new LinkedHashMap<>()).put(labels, value);
      if (before != null) {
        throw new AssertionError(labels + " was given twice");
      }
    }

    String exposition() {
      ExpositionWriter writer = new ExpositionWriter();
      families.forEach((family, samples) -> {
        writer.family(
            family.metadata().family(), family.metadata().type(), family.metadata().help());
        samples.forEach(writer::sample);
      });
      return writer.toString();
    }
  }
}
