package dev.steward.collector.tail;

import dev.steward.collector.batch.BatchSink;
import dev.steward.collector.input.ChangeStream;
import dev.steward.spi.model.Labels;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.OptionalLong;
import java.util.Set;

/**
 * {@code /var/log/dpkg.log}: packages that were installed, upgraded, removed or purged are changes;
 * every other line stays a line.
 */
final class DpkgLog implements LineFormat {
  private static final Set<String> ACTIONS = Set.of("install", "upgrade", "remove", "purge");
  private static final int FIELDS = 6;

  private final ChangeStream changes;
  private final LineFormat others;
  private final ZoneId zone;

  DpkgLog(ChangeStream changes, LineFormat others, ZoneId zone) {
    this.changes = changes;
    this.others = others;
    this.zone = zone;
  }

  @Override
  public void add(byte[] bytes, int offset, int length, LineClock clock, BatchSink sink) {
    // 2026-11-20 16:00:01 upgrade nginx:amd64 1.22.1-9 1.22.1-10
    String[] fields = new String(bytes, offset, length, StandardCharsets.UTF_8).split(" ");
    if (fields.length != FIELDS || !ACTIONS.contains(fields[2])) {
      others.add(bytes, offset, length, clock, sink);
      return;
    }
    OptionalLong time = LocalStamp.parse(fields[0] + " " + fields[1], zone);
    String before = version(fields[4]);
    String after = version(fields[5]);
    String versions =
        before.isEmpty() || after.isEmpty() ? before + after : before + " -> " + after;
    changes.add(
        sink,
        "dpkg",
        "info",
        time.orElseGet(clock::next),
        (fields[2] + " " + fields[3] + " " + versions).strip(),
        Labels.of(
            "action",
            fields[2],
            "by",
            "dpkg",
            "from_version",
            before,
            "package",
            fields[3],
            "version",
            after));
  }

  private static String version(String field) {
    return field.equals("<none>") ? "" : field;
  }
}
