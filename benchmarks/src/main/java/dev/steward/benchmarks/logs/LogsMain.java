package dev.steward.benchmarks.logs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Generates the lines, once, and measures with each form of them. */
public final class LogsMain {
  private static final long SEED = 20_261_119;
  private static final Path WORK = Path.of("target", "bench-logs");

  private LogsMain() {}

  /** Runs what the arguments ask for. */
  public static void run(String[] arguments) throws IOException {
    long lines = arguments.length > 0 ? Long.parseLong(arguments[0]) : 4_000_000;
    Path file = generated(lines);
    List<FleetLine.Form> forms =
        arguments.length > 1
            ? List.of(FleetLine.Form.valueOf(arguments[1].toUpperCase(Locale.ROOT)))
            : List.of(FleetLine.Form.values());
    for (FleetLine.Form form : forms) {
      Path data = WORK.resolve("data-" + form);
      delete(data);
      new StoreMeasurement(file, data, form).run();
      delete(data);
    }
  }

  private static Path generated(long lines) throws IOException {
    Path file = WORK.resolve("lines-" + SEED + "-" + lines + ".log");
    if (!Files.exists(file)) {
      Files.createDirectories(WORK);
      Path partial = file.resolveSibling(file.getFileName() + ".partial");
      Fleet fleet = new Fleet(SEED, lines);
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 20)) {
        while (fleet.hasNext()) {
          out.write(fleet.next());
          out.write('\n');
        }
      }
      Files.move(partial, file);
    }
    System.out.printf("%s: %,d bytes, seed %d%n", file, Files.size(file), SEED);
    return file;
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      List<Path> paths;
      try (Stream<Path> walk = Files.walk(directory)) {
        paths = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : paths) {
        Files.delete(path);
      }
    }
  }
}
