package dev.steward.collector.host;

import dev.steward.formats.exposition.ExpositionFormat;
import dev.steward.formats.exposition.ExpositionParser;
import dev.steward.formats.exposition.ExpositionParser.Piece;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metrics that other programs leave in {@code *.prom} files of a folder, in the Prometheus text
 * format and without times. A file with an error is left out as a whole, and the error is said
 * once.
 *
 * <p>Bounds: 1 MiB a file, 1000 files.
 */
final class TextFileCollector implements HostCollector {
  private static final Logger LOG = LoggerFactory.getLogger(TextFileCollector.class);
  private static final long MAX_BYTES = 1 << 20;
  private static final int MAX_FILES = 1000;

  private final String folder;
  private final MetricFamily modified =
      MetricFamily.gauge(
          "node_textfile_mtime_seconds", "When a file was last written, Unix time.", "file");
  private final MetricFamily error =
      MetricFamily.gauge("node_textfile_scrape_error", "Whether a file could not be read.");
  private final Map<String, MetricFamily> families = new HashMap<>();
  private final Map<Labels, Labels> series = new HashMap<>();
  private final Map<String, String> lastProblems = new HashMap<>();

  private record Sample(MetricFamily family, Labels labels, double value) {}

  /** Reads files of a folder of the host. */
  TextFileCollector(String folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "textfile";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    String path = files.rootPath(folder);
    boolean failed = false;
    int count = 0;
    for (String name : HostFiles.names(path)) {
      if (name.endsWith(".prom") && count++ < MAX_FILES) {
        failed |= !read(Path.of(path, name), sink);
      }
    }
    sink.sample(error, error.labels(), failed ? 1 : 0);
  }

  private boolean read(Path file, MetricSink sink) {
    try {
      long millis = Files.getLastModifiedTime(file).toMillis();
      for (Sample sample : samples(file)) {
        sink.sample(sample.family(), sample.labels(), sample.value());
      }
      sink.sample(modified, modified.labels(file.toString()), millis / 1000.0);
      lastProblems.remove(file.toString());
      return true;
    } catch (IOException | StewardException e) {
      String problem = String.valueOf(e.getMessage());
      if (!problem.equals(lastProblems.put(file.toString(), problem))) {
        LOG.warn("{}: {}", file, problem, e);
      }
      return false;
    }
  }

  private List<Sample> samples(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("larger than 1 MiB (expected: a few metrics)");
    }
    byte[] bytes = Files.readAllBytes(file);
    ExpositionParser parser =
        new ExpositionParser(ExpositionFormat.PROMETHEUS_TEXT, bytes, 0, bytes.length);
    List<Sample> samples = new ArrayList<>();
    Map<String, MetricType> types = new HashMap<>();
    for (Piece piece = parser.next(); piece != Piece.END; piece = parser.next()) {
      if (piece == Piece.TYPE) {
        types.put(parser.family(), parser.type());
      } else if (piece == Piece.SAMPLE) {
        if (parser.timestampMillis() != ExpositionParser.NO_TIMESTAMP) {
          throw new IOException("holds times (expected: metrics without times)");
        }
        Labels labels = series.computeIfAbsent(parser.labels(), key -> key);
        String metric = labels.valueOrEmpty(Labels.METRIC_NAME);
        samples.add(new Sample(family(metric, types), labels, parser.value()));
      }
    }
    return samples;
  }

  /** The family of a metric; of a histogram's or summary's parts too. */
  private MetricFamily family(String metric, Map<String, MetricType> types) {
    String name = metric;
    for (String suffix : List.of("_bucket", "_count", "_sum")) {
      if (metric.endsWith(suffix)) {
        String stem = metric.substring(0, metric.length() - suffix.length());
        name = types.containsKey(stem) ? stem : name;
      }
    }
    MetricType type = types.getOrDefault(name, MetricType.UNKNOWN);
    return families.computeIfAbsent(
        name + " " + type, key -> MetricFamily.named(key.substring(0, key.indexOf(' ')), type));
  }
}
