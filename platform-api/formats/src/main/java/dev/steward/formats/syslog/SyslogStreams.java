package dev.steward.formats.syslog;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a syslog message is stored: its stream, and its entry with structured metadata. For one
 * thread, since it remembers label sets.
 *
 * <p>Labels of the stream: {@code host}, {@code service_name} (the app), {@code job="syslog"} and
 * {@code level}. Metadata of the entry: {@code facility}, {@code pid}, {@code msgid}, each
 * parameter of structured data as {@code ID_NAME}, and {@code malformed="true"} where the header
 * could not be read.
 */
public final class SyslogStreams {
  /** The label {@code service_name} of a message that names no app. */
  public static final String UNKNOWN_SERVICE = "unknown_service";

  private static final String[] LEVELS = {
    "fatal", "fatal", "critical", "error", "warn", "notice", "info", "debug"
  };

  /** The caches forget an entry when another takes its slot; a power of two. */
  private static final int SLOTS = 4096;

  /** A fleet has more streams than this many names. */
  private static final int STREAM_SLOTS = 1 << 15;

  private final @Nullable StreamSlot[] streams = new StreamSlot[STREAM_SLOTS];
  private final @Nullable MetadataSlot[] metadata = new MetadataSlot[SLOTS];
  private final @Nullable NameSlot[] names = new NameSlot[SLOTS];

  private record StreamSlot(String host, String app, String level, Labels labels) {}

  private record MetadataSlot(
      int facility, String procid, String msgid, boolean malformed, Labels labels) {}

  private record NameSlot(String element, String name, String label) {}

  /** The level of a severity from 0 (emergency) to 7 (debug). */
  public static String level(int severity) {
    return LEVELS[severity];
  }

  /** The labels of a message's stream. */
  public Labels stream(SyslogMessage message) {
    String level = level(message.severity());
    int hash = (message.host().hashCode() * 31 + message.app().hashCode()) * 31 + level.hashCode();
    int slot = slot(hash, STREAM_SLOTS);
    StreamSlot known = streams[slot];
    if (known != null
        && known.level().equals(level)
        && known.host().equals(message.host())
        && known.app().equals(message.app())) {
      return known.labels();
    }
    Labels labels =
        Labels.of(
                "host",
                message.host(),
                "job",
                "syslog",
                "level",
                level,
                "service_name",
                message.app().isEmpty() ? UNKNOWN_SERVICE : message.app())
            .interned();
    streams[slot] = new StreamSlot(message.host(), message.app(), level, labels);
    return labels;
  }

  /** A message as an entry of its stream. */
  public LogEntry entry(SyslogMessage message) {
    return new LogEntry(message.timestampNanos(), message.line(), metadata(message));
  }

  private Labels metadata(SyslogMessage message) {
    Labels plain = plainMetadata(message);
    if (message.parameters().isEmpty()) {
      return plain;
    }
    List<String> pairs = new ArrayList<>(2 * (plain.size() + message.parameters().size()));
    plain.forEach((name, value) -> {
      pairs.add(name);
      pairs.add(value);
    });
    for (StructuredParameter parameter : message.parameters()) {
      add(pairs, cachedName(parameter), parameter.name().isEmpty() ? "true" : parameter.value());
    }
    return Labels.of(pairs.toArray(String[]::new));
  }

  /** Adds a label; a name that stands there already gets both values. */
  private static void add(List<String> pairs, String name, String value) {
    for (int i = 0; i < pairs.size(); i += 2) {
      if (pairs.get(i).equals(name)) {
        pairs.set(i + 1, pairs.get(i + 1) + "," + value);
        return;
      }
    }
    pairs.add(name);
    pairs.add(value);
  }

  private String cachedName(StructuredParameter parameter) {
    int slot = slot(parameter.element().hashCode() * 31 + parameter.name().hashCode(), SLOTS);
    NameSlot known = names[slot];
    if (known != null
        && known.element().equals(parameter.element())
        && known.name().equals(parameter.name())) {
      return known.label();
    }
    String label = name(parameter);
    names[slot] = new NameSlot(parameter.element(), parameter.name(), label);
    return label;
  }

  private Labels plainMetadata(SyslogMessage message) {
    int hash =
        (message.procid().hashCode() * 31 + message.msgid().hashCode()) * 31 + message.facility();
    int slot = slot(hash, SLOTS);
    MetadataSlot known = metadata[slot];
    if (known != null
        && known.facility() == message.facility()
        && known.malformed() == message.malformed()
        && known.procid().equals(message.procid())
        && known.msgid().equals(message.msgid())) {
      return known.labels();
    }
    Labels labels = newMetadata(message);
    metadata[slot] =
        new MetadataSlot(
            message.facility(), message.procid(), message.msgid(), message.malformed(), labels);
    return labels;
  }

  private static Labels newMetadata(SyslogMessage message) {
    String facility = message.facilityName();
    String procid = message.procid();
    if (message.msgid().isEmpty() && !message.malformed()) {
      return procid.isEmpty()
          ? Labels.of("facility", facility)
          : Labels.of("facility", facility, "pid", procid);
    }
    Labels.Builder made = Labels.builder().set("facility", facility);
    if (!procid.isEmpty()) {
      made.set("pid", procid);
    }
    if (!message.msgid().isEmpty()) {
      made.set("msgid", message.msgid());
    }
    if (message.malformed()) {
      made.set("malformed", "true");
    }
    return made.build();
  }

  private static int slot(int hash, int slots) {
    int mixed = hash * 0x9E3779B9;
    return (mixed >>> 16) & (slots - 1);
  }

  /** {@code ID_NAME} in the characters that label names may have. */
  private static String name(StructuredParameter parameter) {
    StringBuilder name = new StringBuilder();
    appendName(name, parameter.element());
    if (!name.isEmpty() && !parameter.name().isEmpty()) {
      name.append('_');
    }
    appendName(name, parameter.name());
    return name.isEmpty() ? "_" : name.toString();
  }

  private static void appendName(StringBuilder name, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      boolean digit = c >= '0' && c <= '9';
      if (digit && name.isEmpty()) {
        name.append('_');
      }
      name.append(letter || digit ? c : '_');
    }
  }
}
