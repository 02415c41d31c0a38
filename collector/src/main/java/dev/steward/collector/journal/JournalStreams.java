package dev.steward.collector.journal;

import dev.steward.formats.journal.JournalEntry;
import dev.steward.formats.syslog.SyslogStreams;
import dev.steward.spi.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where an entry of the journal is stored. For one thread, since it remembers label sets.
 *
 * <p>Labels of the stream: {@code host}, {@code job="journal"}, {@code service_name} (the
 * container, else the unit, else the identifier) and {@code level}. Metadata of the entry: every
 * other field, in lower case and without the underscores that mark trusted ones; {@code _PID} is
 * {@code pid}, {@code _SYSTEMD_UNIT} is {@code unit}, {@code MESSAGE_ID} is {@code msgid}, {@code
 * _BOOT_ID} is {@code boot_id}. Where a program sent a field of its own with the name of a trusted
 * one, its own keeps its capitals. Only fields that say when the entry was written and where it
 * stands in the journal are left out: the entry's time and the cursor say that, and without them
 * the entries of a process share one set of metadata.
 */
final class JournalStreams {
  /** Fields that differ from entry to entry and are said in another way. */
  private static final Set<String> PLACES =
      Set.of(
          "MESSAGE",
          "__CURSOR",
          "__REALTIME_TIMESTAMP",
          "__MONOTONIC_TIMESTAMP",
          "__SEQNUM",
          "__SEQNUM_ID",
          "_SOURCE_REALTIME_TIMESTAMP",
          "_SOURCE_MONOTONIC_TIMESTAMP",
          "_SOURCE_BOOTTIME_TIMESTAMP",
          "SYSLOG_TIMESTAMP",
          "SYSLOG_RAW",
          "CONTAINER_LOG_EPOCH",
          "CONTAINER_LOG_ORDINAL");

  private static final Map<String, String> RENAMED =
      Map.of("_SYSTEMD_UNIT", "unit", "UNIT", "of_unit", "MESSAGE_ID", "msgid");

  private static final String DEFAULT_PRIORITY = "6";
  private static final int SLOTS = 1024;
  private static final int MAX_VALUE_CHARACTERS = 4096;
  private static final int MAX_METADATA = 120;

  private final String host;
  private final @Nullable Slot[] slots = new Slot[SLOTS];
  private byte[] key = new byte[4096];

  /** What entries with the same fields, but for their text and time, have in common. */
  record Slot(byte[] key, Labels stream, Labels metadata) {}

  JournalStreams(String host) {
    this.host = host;
  }

  /** Stream and metadata of an entry. */
  Slot of(JournalEntry entry) {
    int length = key(entry);
    int hash = 1;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + key[i];
    }
    int slot = (hash * 0x9E3779B9 >>> 16) & (SLOTS - 1);
    Slot known = slots[slot];
    if (known == null || !Arrays.equals(known.key(), 0, known.key().length, key, 0, length)) {
      known = new Slot(Arrays.copyOf(key, length), stream(entry), metadata(entry));
      slots[slot] = known;
    }
    return known;
  }

  /** Puts all fields but the places one behind the other. */
  private int key(JournalEntry entry) {
    int length = 0;
    for (int field = 0; field < entry.fields(); field++) {
      if (!isPlace(entry, field)) {
        int start = entry.nameStart(field);
        int count = entry.valueEnd(field) - start;
        if (key.length < length + count + 1) {
          key = Arrays.copyOf(key, 2 * (length + count + 1));
        }
        System.arraycopy(entry.bytes(), start, key, length, count);
        length += count;
        key[length++] = '\n';
      }
    }
    return length;
  }

  private boolean isPlace(JournalEntry entry, int field) {
    for (String place : PLACES) {
      if (entry.isNamed(field, place)) {
        return true;
      }
    }
    return false;
  }

  private Labels stream(JournalEntry entry) {
    Labels.Builder labels =
        Labels.builder()
            .set("host", host)
            .set("job", "journal")
            .set("level", level(entry))
            .set("service_name", service(entry));
    String container = entry.valueOrEmpty("CONTAINER_NAME");
    if (!container.isEmpty()) {
      labels.set("container", container);
    }
    return labels.build();
  }

  private static String level(JournalEntry entry) {
    String priority = entry.valueOrEmpty("PRIORITY");
    String known = priority.matches("[0-7]") ? priority : DEFAULT_PRIORITY;
    return SyslogStreams.level(known.charAt(0) - '0');
  }

  /** The service that an entry is about. */
  static String service(JournalEntry entry) {
    String container = entry.valueOrEmpty("CONTAINER_NAME");
    if (!container.isEmpty()) {
      return container;
    }
    // What systemd says about a unit belongs to that unit.
    String about = entry.valueOrEmpty("_PID").equals("1") ? entry.valueOrEmpty("UNIT") : "";
    String unit = about.isEmpty() ? entry.valueOrEmpty("_SYSTEMD_UNIT") : about;
    if (unit.endsWith(".service")) {
      return unit.substring(0, unit.length() - ".service".length());
    }
    String identifier = entry.valueOrEmpty("SYSLOG_IDENTIFIER");
    String program = identifier.isEmpty() ? entry.valueOrEmpty("_COMM") : identifier;
    return program.isEmpty() ? SyslogStreams.UNKNOWN_SERVICE : program;
  }

  private Labels metadata(JournalEntry entry) {
    Map<String, String> metadata = new TreeMap<>();
    for (int pass = 0; pass < 2; pass++) {
      for (int field = 0; field < entry.fields() && metadata.size() < MAX_METADATA; field++) {
        String name = entry.name(field);
        boolean trusted = name.startsWith("_");
        if (trusted == (pass == 0) && !isPlace(entry, field)) {
          put(metadata, name, entry.value(field), trusted);
        }
      }
    }
    return Labels.of(metadata);
  }

  private static void put(
      Map<String, String> metadata, String field, String value, boolean trusted) {
    String bounded =
        value.length() <= MAX_VALUE_CHARACTERS ? value : value.substring(0, MAX_VALUE_CHARACTERS);
    String renamed = RENAMED.get(field);
    String name = renamed != null ? renamed : plain(field);
    boolean taken = !trusted && metadata.containsKey(name);
    String free = taken && !metadata.containsKey(field) ? field : name;
    metadata.merge(free, wellFormed(bounded), (first, second) -> first + "," + second);
  }

  private static String plain(String field) {
    int start = 0;
    while (start < field.length() - 1 && field.charAt(start) == '_') {
      start++;
    }
    String name = field.substring(start).toLowerCase(Locale.ROOT);
    return Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }

  /** A value that was cut between two halves of a character has its end replaced. */
  private static String wellFormed(String value) {
    return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
