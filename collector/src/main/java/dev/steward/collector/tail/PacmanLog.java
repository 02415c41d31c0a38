package dev.steward.collector.tail;

import dev.steward.collector.batch.BatchSink;
import dev.steward.collector.input.ChangeStream;
import dev.steward.spi.model.Labels;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /var/log/pacman.log}: packages that were installed, upgraded, downgraded or removed are
 * changes, with the command that did it; every other line stays a line.
 */
final class PacmanLog implements LineFormat {
  private static final Pattern LINE = Pattern.compile("\\[([^\\]]+)\\] \\[(\\w+)\\] (.*)");
  private static final Pattern COMMAND = Pattern.compile("Running '(.*)'");
  private static final Pattern CHANGE =
      Pattern.compile(
          "(installed|reinstalled|upgraded|downgraded|removed) (\\S+) \\((.+?)(?: -> (.+))?\\)");

  private final ChangeStream changes;
  private final LineFormat others;
  private final ZoneId zone;
  private String command = "";

  PacmanLog(ChangeStream changes, LineFormat others, ZoneId zone) {
    this.changes = changes;
    this.others = others;
    this.zone = zone;
  }

  @Override
  public void add(byte[] bytes, int offset, int length, LineClock clock, BatchSink sink) {
    Matcher line = LINE.matcher(new String(bytes, offset, length, StandardCharsets.UTF_8));
    if (line.matches()) {
      Matcher running = COMMAND.matcher(line.group(3));
      command = running.matches() ? running.group(1) : command;
      Matcher change = CHANGE.matcher(line.group(3));
      if (line.group(2).equals("ALPM") && change.matches()) {
        add(line, change, clock, sink);
        return;
      }
    }
    others.add(bytes, offset, length, clock, sink);
  }

  private void add(Matcher line, Matcher change, LineClock clock, BatchSink sink) {
    boolean hasBoth = change.group(4) != null;
    Labels.Builder metadata =
        Labels.builder()
            .set("action", change.group(1))
            .set("by", "pacman")
            .set("package", change.group(2))
            .set("version", hasBoth ? change.group(4) : change.group(3));
    if (hasBoth) {
      metadata.set("from_version", change.group(3));
    }
    if (!command.isEmpty()) {
      metadata.set("commandline", command);
    }
    changes.add(
        sink,
        "pacman",
        "info",
        LocalStamp.parse(line.group(1), zone).orElseGet(clock::next),
        line.group(3),
        metadata.build());
  }
}
