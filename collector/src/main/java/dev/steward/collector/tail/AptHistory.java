package dev.steward.collector.tail;

import dev.steward.collector.batch.BatchSink;
import dev.steward.collector.input.ChangeStream;
import dev.steward.spi.model.Labels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * {@code /var/log/apt/history.log}: each run of apt that did something is a change, with who asked
 * for it and the command.
 */
final class AptHistory implements LineFormat {
  /** A run's lines; a run may last as long as its downloads and questions do. */
  static final RecordEnds RECORDS =
      RecordEnds.between("Start-Date:", "End-Date:", Duration.ofHours(6));

  private static final Set<String> ACTIONS =
      Set.of("install", "reinstall", "upgrade", "downgrade", "remove", "purge");

  private final ChangeStream changes;
  private final ZoneId zone;

  AptHistory(ChangeStream changes, ZoneId zone) {
    this.changes = changes;
    this.zone = zone;
  }

  @Override
  public void add(byte[] bytes, int offset, int length, LineClock clock, BatchSink sink) {
    String record = new String(bytes, offset, length, StandardCharsets.UTF_8);
    List<String> told = new ArrayList<>();
    List<String> actions = new ArrayList<>();
    String start = "";
    String by = "";
    String command = "";
    boolean failed = false;
    for (String line : record.split("\r?\n")) {
      int colon = line.indexOf(": ");
      String key = colon < 0 ? "" : line.substring(0, colon);
      String value = colon < 0 ? line : line.substring(colon + 2).strip();
      switch (key) {
        case "Start-Date" -> start = value;
        case "End-Date" -> {}
        case "Requested-By" -> by = value;
        case "Commandline" -> command = value;
        default -> {
          failed |= key.equals("Error");
          String action = key.toLowerCase(Locale.ROOT);
          if (ACTIONS.contains(action)) {
            actions.add(action);
          }
          if (!line.isBlank()) {
            told.add(line);
          }
        }
      }
    }
    if (record.isBlank()) {
      return;
    }
    Labels.Builder metadata =
        Labels.builder()
            .set("action", String.join(",", actions))
            .set("by", by.isEmpty() ? "root" : by);
    if (!command.isEmpty()) {
      metadata.set("commandline", command);
      told.addFirst(command);
    }
    changes.add(
        sink,
        "apt",
        failed ? "error" : "info",
        LocalStamp.parse(start, zone).orElseGet(clock::next),
        String.join("\n", told),
        metadata.build());
  }
}
