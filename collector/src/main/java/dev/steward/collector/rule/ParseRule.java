package dev.steward.collector.rule;

import dev.steward.collector.input.Json;
import dev.steward.collector.tail.LineLevel;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the fields of JSON or logfmt structured metadata, and their level the stream's. A line that
 * is neither stays as it is; the text always does.
 *
 * <p>Names inside objects are joined with underscores; arrays are passed over. At most {@value
 * #MAX_FIELDS} fields of {@value #MAX_VALUE} characters are taken.
 */
final class ParseRule implements Rule {
  private static final int MAX_FIELDS = 32;
  private static final int MAX_VALUE = 1024;
  private static final int MAX_BYTES = 64 << 10;
  private static final Set<String> LEVELS = Set.of("level", "lvl", "severity");

  /** What is the message itself, or the time that the line has anyway. */
  private static final Set<String> LEFT_OUT =
      Set.of("msg", "message", "time", "ts", "timestamp", "@timestamp");

  private static final Pattern PAIR =
      Pattern.compile("([A-Za-z_@][\\w.@/-]*)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S*))");

  private final boolean json;
  private final LevelRule levels = new LevelRule();

  ParseRule(boolean json) {
    this.json = json;
  }

  @Override
  public boolean apply(LineDraft line) {
    if (line.length() == 0 || line.length() > MAX_BYTES) {
      return true;
    }
    Map<String, String> fields = new TreeMap<>();
    if (json) {
      readJson(line, fields);
    } else {
      readLogfmt(line.text(), fields);
    }
    if (fields.isEmpty()) {
      return true;
    }
    for (String name : LEVELS) {
      String level = fields.remove(name);
      byte[] named = ("level=" + level).getBytes(StandardCharsets.UTF_8);
      String known = level == null ? null : LineLevel.of(named, 0, named.length);
      if (known != null) {
        levels.set(line, known);
      }
    }
    Labels.Builder metadata = line.metadata().edit();
    fields.forEach((name, value) -> {
      if (!LEFT_OUT.contains(name) && !line.metadata().has(name)) {
        metadata.set(name, value);
      }
    });
    line.metadata(metadata.build());
    return true;
  }

  private static void readJson(LineDraft line, Map<String, String> fields) {
    if (line.bytes()[line.offset()] != '{') {
      return;
    }
    try {
      byte[] bytes = Arrays.copyOfRange(line.bytes(), line.offset(), line.offset() + line.length());
      List<Object> values = Json.read(bytes);
      if (values.size() == 1 && values.getFirst() instanceof Map<?, ?> map) {
        flatten("", map, fields);
      }
    } catch (IOException e) {
      // Not JSON, whatever it looks like.
      fields.clear();
    }
  }

  private static void flatten(String prefix, Map<?, ?> map, Map<String, String> fields) {
    map.forEach((key, value) -> {
      String name = prefix + String.valueOf(key).replaceAll("[^A-Za-z0-9_@]", "_");
      if (value instanceof Map<?, ?> inner) {
        flatten(name + "_", inner, fields);
      } else if (value instanceof String text) {
        put(fields, name, text);
      }
    });
  }

  private static void readLogfmt(String text, Map<String, String> fields) {
    Matcher pair = PAIR.matcher(text);
    while (pair.find() && fields.size() < MAX_FIELDS) {
      String quoted = pair.group(2);
      put(
          fields,
          pair.group(1).replaceAll("[^A-Za-z0-9_@]", "_"),
          quoted == null ? pair.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
    }
  }

  private static void put(Map<String, String> fields, String name, String value) {
    if (fields.size() < MAX_FIELDS && !name.isEmpty() && !value.isEmpty()) {
      String bounded = value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE);
      // Labels are well-formed Unicode, which a cut or an escape need not leave.
      byte[] bytes = bounded.getBytes(StandardCharsets.UTF_8);
      fields.putIfAbsent(name, new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
