package dev.steward.logstore.block;

import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.CorruptDataException;
import dev.steward.spi.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link MetadataEncoder} wrote. For one thread. */
final class MetadataColumns {
  private final List<List<String>> schemas = new ArrayList<>();
  private final int[] schemaOfLine;
  private final List<String[][]> columns = new ArrayList<>();
  private final int[] rankInSchema;

  private MetadataColumns(int lines) {
    schemaOfLine = new int[lines];
    rankInSchema = new int[lines];
  }

  static MetadataColumns read(ByteSource from, int lines) throws CorruptDataException {
    MetadataColumns columns = new MetadataColumns(lines);
    int count = from.readCount();
    for (int i = 0; i < count; i++) {
      columns.readSchema(from);
    }
    int[] sizes = columns.readSchemasOfLines(from, count);
    for (int schema = 0; schema < count; schema++) {
      columns.readColumns(from, schema, sizes[schema]);
    }
    return columns;
  }

  private void readSchema(ByteSource from) throws CorruptDataException {
    int names = from.readCount();
    List<String> schema = new ArrayList<>();
    for (int i = 0; i < names; i++) {
      schema.add(from.readText());
    }
    schemas.add(schema);
  }

  private int[] readSchemasOfLines(ByteSource from, int count) throws CorruptDataException {
    int[] sizes = new int[Math.max(count, 1)];
    for (int line = 0; line < schemaOfLine.length; line++) {
      schemaOfLine[line] = count > 1 ? from.readCount(count - 1) : 0;
      rankInSchema[line] = sizes[schemaOfLine[line]]++;
    }
    return sizes;
  }

  private void readColumns(ByteSource from, int schema, int size) throws CorruptDataException {
    int names = schemas.get(schema).size();
    String[][] ofSchema = new String[names][];
    Map<String, String> seen = new HashMap<>();
    for (int i = 0; i < names; i++) {
      boolean constant = from.readByte() == 0;
      String[] values = new String[constant ? 1 : size];
      for (int row = 0; row < values.length; row++) {
        String value = from.readText();
        String known = seen.putIfAbsent(value, value);
        values[row] = known == null ? value : known;
      }
      ofSchema[i] = values;
    }
    columns.add(ofSchema);
  }

  /** The metadata of a line, whose level is known from elsewhere. */
  Labels of(int line, @Nullable String level) {
    List<String> names = schemas.isEmpty() ? List.of() : schemas.get(schemaOfLine[line]);
    if (names.isEmpty() && level == null) {
      return Labels.EMPTY;
    }
    String[] pairs = new String[2 * names.size() + (level == null ? 0 : 2)];
    for (int i = 0; i < names.size(); i++) {
      String[] values = columns.get(schemaOfLine[line])[i];
      pairs[2 * i] = names.get(i);
      pairs[2 * i + 1] = values[values.length == 1 ? 0 : rankInSchema[line]];
    }
    if (level != null) {
      pairs[pairs.length - 2] = LevelCodec.NAME;
      pairs[pairs.length - 1] = level;
    }
    return Labels.of(pairs);
  }
}
