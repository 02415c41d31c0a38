package dev.steward.logstore.block;

import dev.steward.logstore.bytes.ByteSink;
import dev.steward.spi.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Structured metadata as columns: lines with the same names share a schema, and each name of a
 * schema has a column of values. {@code detected_level} is not among them: see {@link LevelCodec}.
 */
final class MetadataEncoder {
  private final BlockLines lines;
  private final List<List<String>> schemas = new ArrayList<>();
  private final int[] schemaOfLine;

  private MetadataEncoder(BlockLines lines) {
    this.lines = lines;
    this.schemaOfLine = new int[lines.lines()];
  }

  /** Appends the metadata of a block: a zero where there is none at all. */
  static void write(BlockLines lines, ByteSink to) {
    if (!lines.anyMetadata()) {
      to.writeVarint(0);
      return;
    }
    MetadataEncoder encoder = new MetadataEncoder(lines);
    encoder.findSchemas();
    encoder.write(to);
  }

  private void findSchemas() {
    Map<List<String>, Integer> numbers = new HashMap<>();
    @Nullable Labels previous = null;
    for (int line = 0; line < schemaOfLine.length; line++) {
      Labels metadata = lines.metadata(line);
      if (previous != null && sameNames(metadata, previous)) {
        schemaOfLine[line] = schemaOfLine[line - 1];
        continue;
      }
      previous = metadata;
      schemaOfLine[line] =
          numbers.computeIfAbsent(
              names(metadata),
              names -> {
                schemas.add(names);
                return schemas.size() - 1;
              });
    }
  }

  private static boolean sameNames(Labels one, Labels other) {
    if (one == other) {
      return true;
    }
    boolean same = one.size() == other.size();
    for (int i = 0; same && i < one.size(); i++) {
      same = one.name(i).equals(other.name(i));
    }
    return same;
  }

  private static List<String> names(Labels metadata) {
    List<String> names = new ArrayList<>(metadata.size());
    metadata.forEach((name, value) -> {
      if (!name.equals(LevelCodec.NAME)) {
        names.add(name);
      }
    });
    return names;
  }

  private void write(ByteSink to) {
    to.writeVarint(schemas.size());
    for (List<String> names : schemas) {
      to.writeVarint(names.size());
      names.forEach(to::writeText);
    }
    if (schemas.size() > 1) {
      for (int schema : schemaOfLine) {
        to.writeVarint(schema);
      }
    }
    for (int schema = 0; schema < schemas.size(); schema++) {
      for (String name : schemas.get(schema)) {
        writeColumn(schema, name, to);
      }
    }
  }

  /** A column: 0 and the value where it is the same in all lines, else 1 and each line's value. */
  private void writeColumn(int schema, String name, ByteSink to) {
    int flagAt = to.size();
    to.writeByte(1);
    @Nullable String first = null;
    boolean constant = true;
    @Nullable String previous = null;
    byte[] encoded = {};
    for (int line = 0; line < schemaOfLine.length; line++) {
      if (schemaOfLine[line] != schema) {
        continue;
      }
      String value = lines.metadata(line).valueOrEmpty(name);
      if (!value.equals(previous)) {
        encoded = value.getBytes(StandardCharsets.UTF_8);
        previous = value;
      }
      constant &= first == null || first.equals(value);
      first = first == null ? value : first;
      to.writeSized(encoded, 0, encoded.length);
    }
    if (constant && first != null) {
      to.truncate(flagAt);
      to.writeByte(0);
      to.writeText(first);
    }
  }
}
