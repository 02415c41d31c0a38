package dev.steward.collector.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name and version of the operating system, from {@code os-release(5)}. Read again only when the
 * file changed.
 */
final class OperatingSystemCollector implements HostCollector {
  private static final List<String> FILES = List.of("etc/os-release", "usr/lib/os-release");
  private static final List<String> KEYS =
      List.of(
          "BUILD_ID",
          "ID",
          "ID_LIKE",
          "IMAGE_ID",
          "IMAGE_VERSION",
          "NAME",
          "PRETTY_NAME",
          "VARIANT",
          "VARIANT_ID",
          "VERSION",
          "VERSION_CODENAME",
          "VERSION_ID");
  private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)?");

  private final MetricFamily info =
      MetricFamily.gauge(
          "node_os_info",
          "Name and version of the operating system.",
          KEYS.stream().map(key -> key.toLowerCase(Locale.ROOT)).toArray(String[]::new));
  private final MetricFamily version =
      MetricFamily.gauge("node_os_version", "Its version as a number.", "id", "id_like", "name");
  private final MetricFamily supportEnd =
      MetricFamily.gauge(
          "node_os_support_end_timestamp_seconds", "When its support ends, Unix time.");

  private long modifiedMillis = -1;
  private Map<String, String> release = Map.of();

  @Override
  public String name() {
    return "os";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    File file = file(files);
    if (file.lastModified() != modifiedMillis) {
      modifiedMillis = file.lastModified();
      release = read(files.read(file.getPath()));
    }
    String[] values = KEYS.stream().map(this::value).toArray(String[]::new);
    sink.sample(info, info.labels(values), 1);
    Matcher number = VERSION.matcher(value("VERSION_ID"));
    if (number.find()) {
      sink.sample(
          version,
          version.labels(value("ID"), value("ID_LIKE"), value("NAME")),
          Double.parseDouble(number.group()));
    }
    if (!value("SUPPORT_END").isEmpty()) {
      supportEnd(sink);
    }
  }

  private void supportEnd(MetricSink sink) throws IOException {
    try {
      LocalDate end = LocalDate.parse(value("SUPPORT_END"));
      sink.sample(
          supportEnd, supportEnd.labels(), end.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
    } catch (DateTimeParseException e) {
      throw new IOException(
          "SUPPORT_END: " + value("SUPPORT_END") + " (expected: a date such as 2028-06-30)", e);
    }
  }

  private String value(String key) {
    return release.getOrDefault(key, "");
  }

  private static File file(HostFiles files) throws IOException {
    for (String name : FILES) {
      File file = new File(files.rootPath(name));
      if (file.exists()) {
        return file;
      }
    }
    throw new NoSuchFileException(files.rootPath(FILES.getFirst()));
  }

  private static Map<String, String> read(Fields file) {
    Map<String, String> values = new HashMap<>();
    do {
      String line = file.line().strip();
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        values.put(line.substring(0, equals), unquote(line.substring(equals + 1)));
      }
    } while (file.nextLine());
    return values;
  }

  private static String unquote(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted
        ? value.substring(1, value.length() - 1).replaceAll("\\\\([\"$`\\\\])", "$1")
        : value;
  }
}
