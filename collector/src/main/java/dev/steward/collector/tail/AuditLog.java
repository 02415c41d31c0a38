package dev.steward.collector.tail;

import dev.steward.collector.batch.BatchSink;
import dev.steward.spi.model.Labels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The log of auditd: each record at the time of its event, with who did what as metadata. What was
 * refused or is an anomaly has the level {@code warn}.
 *
 * <p>Source: the Linux audit documentation, "audit event parsing".
 */
final class AuditLog implements LineFormat {
  private static final Pattern HEADER =
      Pattern.compile("(?:node=(\\S+) )?type=(\\S+) msg=audit\\((\\d{1,10})\\.(\\d{3}):\\d+\\):");
  private static final Pattern FIELD =
      Pattern.compile("([\\w-]+)=(?:\"([^\"]*)\"|([^\\s\"'\\x1d]+))");
  private static final Pattern HEX = Pattern.compile("(?:[0-9A-F]{2})+");

  /** Fields that say who did what; the others stay in the text. */
  private static final Set<String> TOLD =
      Set.of(
          "acct",
          "addr",
          "auid",
          "comm",
          "exe",
          "hostname",
          "key",
          "name",
          "op",
          "pid",
          "res",
          "ses",
          "success",
          "syscall",
          "terminal",
          "tty",
          "uid",
          "unit");

  /** Fields whose value is in hexadecimal where it has characters that need it. */
  private static final Set<String> ENCODED = Set.of("acct", "comm", "exe", "key", "name");

  private final Labels calm;
  private final Labels alarming;
  private final LineFormat others;

  AuditLog(String host, Path path, LineFormat others) {
    this.calm =
        Labels.of(
            "filename",
            path.toString(),
            "host",
            host,
            "job",
            "audit",
            "level",
            "info",
            "service_name",
            "audit");
    this.alarming = calm.with("level", "warn");
    this.others = others;
  }

  @Override
  public void add(byte[] bytes, int offset, int length, LineClock clock, BatchSink sink) {
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    Matcher header = HEADER.matcher(text);
    if (!header.lookingAt()) {
      others.add(bytes, offset, length, clock, sink);
      return;
    }
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("type", header.group(2));
    Matcher field = FIELD.matcher(text).region(header.end(), text.length());
    while (field.find()) {
      if (TOLD.contains(field.group(1))) {
        String quoted = field.group(2);
        metadata.putIfAbsent(
            field.group(1), quoted != null ? quoted : value(field.group(1), field.group(3)));
      }
    }
    boolean refused =
        "failed".equals(metadata.get("res"))
            || "no".equals(metadata.get("success"))
            || header.group(2).startsWith("ANOM_");
    sink.line(
        refused ? alarming : calm,
        time(header).orElseGet(clock::next),
        bytes,
        offset,
        length,
        Labels.of(metadata));
  }

  private static OptionalLong time(Matcher header) {
    long millis = Long.parseLong(header.group(3)) * 1000 + Long.parseLong(header.group(4));
    return millis == 0 ? OptionalLong.empty() : OptionalLong.of(millis * 1_000_000);
  }

  private static String value(String name, String written) {
    boolean encoded = ENCODED.contains(name) && HEX.matcher(written).matches();
    return encoded ? new String(HexFormat.of().parseHex(written), StandardCharsets.UTF_8) : written;
  }
}
