package dev.steward.collector.tail;

import dev.steward.spi.model.Labels;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a file's lines: {@code host}, {@code job="file"}, {@code filename}, {@code
 * service_name} (the file's name without its ending), and {@code level} where a line's is clear.
 */
final class FileLabels {
  private static final Pattern ENDING =
      Pattern.compile("(?:[.-](?:\\d+|log|txt|out|err|json|current))+$", Pattern.CASE_INSENSITIVE);

  private final Labels plain;
  private final Map<String, Labels> byLevel = new HashMap<>();

  FileLabels(String host, Path path) {
    plain =
        Labels.of(
            "host",
            host,
            "job",
            "file",
            "filename",
            path.toString(),
            "service_name",
            serviceName(path));
  }

  /** The name of what writes a file, as far as the file's name tells. */
  static String serviceName(Path path) {
    String name = path.getFileName().toString();
    String service = ENDING.matcher(name).replaceFirst("");
    return service.isEmpty() ? name : service;
  }

  /** The labels of a line of a level, null for none. */
  Labels of(@Nullable String level) {
    return level == null
        ? plain
        : byLevel.computeIfAbsent(level, value -> plain.with("level", value));
  }
}
