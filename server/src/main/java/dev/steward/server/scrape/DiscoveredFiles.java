package dev.steward.server.scrape;

import dev.steward.formats.scrape.FileDiscovery;
import dev.steward.formats.scrape.ScrapeConfigException;
import dev.steward.formats.scrape.ScrapeConfigReader;
import dev.steward.formats.scrape.TargetGroup;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The target groups that files name; JSON is YAML too. A file that cannot be read keeps the groups
 * that it had, as long as it is there. For one thread.
 */
final class DiscoveredFiles {
  private static final Logger LOG = LoggerFactory.getLogger(DiscoveredFiles.class);
  private static final int MAX_BYTES = 16 << 20;
  private static final String SOURCE = "__meta_filepath";

  private final List<FileDiscovery> discoveries;
  private Map<Path, List<TargetGroup>> groups = new HashMap<>();

  DiscoveredFiles(List<FileDiscovery> discoveries) {
    this.discoveries = discoveries;
  }

  /** Reads the files anew. */
  List<TargetGroup> read() {
    Map<Path, List<TargetGroup>> now = new HashMap<>();
    for (FileDiscovery discovery : discoveries) {
      for (String pattern : discovery.files()) {
        for (Path file : files(Path.of(pattern))) {
          now.put(file, read(file));
        }
      }
    }
    groups = now;
    return now.values().stream().flatMap(List::stream).toList();
  }

  private static Iterable<Path> files(Path pattern) {
    TreeSet<Path> found = new TreeSet<>();
    Path name = pattern.getFileName();
    Path folder = pattern.toAbsolutePath().getParent();
    if (name == null || folder == null || !Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, name.toString())) {
      stream.forEach(found::add);
    } catch (IOException e) {
      LOG.warn("{} cannot be listed", folder, e);
    }
    return found;
  }

  private List<TargetGroup> read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("larger than 16 MiB");
      }
      LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
      Object tree = new Load(settings).loadFromString(Files.readString(file));
      List<TargetGroup> read = new ArrayList<>();
      for (TargetGroup group : ScrapeConfigReader.groups(file.toString(), tree)) {
        Map<String, String> labels = new HashMap<>(group.labels());
        labels.put(SOURCE, file.toString());
        read.add(new TargetGroup(group.targets(), labels));
      }
      return read;
    } catch (IOException | YamlEngineException | ScrapeConfigException e) {
      LOG.warn("{}: its targets stay as they were: {}", file, e.getMessage());
      return groups.getOrDefault(file, List.of());
    }
  }
}
