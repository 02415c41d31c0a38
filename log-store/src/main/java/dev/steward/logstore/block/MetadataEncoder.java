package dev.steward.logstore.block;

import dev.steward.logstore.bytes.ByteSink;
import dev.steward.logstore.bytes.LabelsCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns the metadata of a block's lines into columns: lines with the same names share a schema, and
 * each name of a schema has a column of values. {@code detected_level} is not among them: see
 * {@link LevelCodec}. For one thread; used for one block after another.
 *
 * <p>It reads labels in their encoded form, and makes no object for a line.
 */
final class MetadataEncoder {
  private static final byte[] LEVEL = LevelCodec.NAME.getBytes(StandardCharsets.UTF_8);

  private final LabelsCursor cursor = new LabelsCursor();
  private final Set<String> allNames = new TreeSet<>();

  // Of the block at hand.
  private final List<MetadataSchema> schemas = new ArrayList<>();
  private int[] schemaOfLine = {};
  private int[] levelIds = {};
  private final List<byte @Nullable []> levels = new ArrayList<>();

  /** Reads the metadata of all lines of a block. */
  void read(BlockLines lines) {
    schemas.clear();
    levels.clear();
    schemaOfLine = new int[lines.lines()];
    levelIds = new int[lines.lines()];
    for (int line = 0; line < schemaOfLine.length; line++) {
      if (line > 0 && isSame(lines, line) && schemas.get(schemaOfLine[line - 1]).isEmpty()) {
        schemaOfLine[line] = schemaOfLine[line - 1];
        levelIds[line] = levelIds[line - 1];
      } else {
        read(lines, line);
      }
    }
    schemas.forEach(schema -> schema.addNames(allNames));
    if (levels.stream().anyMatch(level -> level != null)) {
      allNames.add(LevelCodec.NAME);
    }
  }

  /** Whether a line's metadata is the very one of the line before. */
  private static boolean isSame(BlockLines lines, int line) {
    return lines.metadataAt(line) == lines.metadataAt(line - 1)
        && lines.metadataArray(line) == lines.metadataArray(line - 1);
  }

  private void read(BlockLines lines, int line) {
    int schema = line == 0 ? -1 : schemaOfLine[line - 1];
    if (schema < 0 || !hasNamesOf(schemas.get(schema), lines, line)) {
      schema = find(lines, line);
    }
    schemaOfLine[line] = schema;
    levelIds[line] = add(schemas.get(schema), lines, line);
  }

  /** Goes before the labels of a line; false where it has none. */
  private boolean open(BlockLines lines, int line) {
    if (lines.metadataAt(line) < 0) {
      return false;
    }
    cursor.open(lines.metadataArray(line), lines.metadataAt(line));
    return true;
  }

  private boolean hasNamesOf(MetadataSchema schema, BlockLines lines, int line) {
    int name = 0;
    if (open(lines, line)) {
      while (cursor.next()) {
        if (!cursor.isName(LEVEL)) {
          if (name == schema.size() || !cursor.isName(schema.name(name))) {
            return false;
          }
          name++;
        }
      }
    }
    return name == schema.size();
  }

  private int find(BlockLines lines, int line) {
    for (int schema = 0; schema < schemas.size(); schema++) {
      if (hasNamesOf(schemas.get(schema), lines, line)) {
        return schema;
      }
    }
    List<byte[]> names = new ArrayList<>();
    if (open(lines, line)) {
      while (cursor.next()) {
        if (!cursor.isName(LEVEL)) {
          names.add(cursor.name());
        }
      }
    }
    schemas.add(new MetadataSchema(names));
    return schemas.size() - 1;
  }

  /** Adds a line's values to the columns of its schema, and gives the number of its level. */
  private int add(MetadataSchema schema, BlockLines lines, int line) {
    int level = -1;
    int name = 0;
    if (open(lines, line)) {
      while (cursor.next()) {
        if (cursor.isName(LEVEL)) {
          level = levelOfCursor();
        } else {
          schema.add(name++, cursor);
        }
      }
    }
    return level >= 0 ? level : noLevel();
  }

  private int levelOfCursor() {
    for (int level = 0; level < levels.size(); level++) {
      if (cursor.isValue(levels.get(level))) {
        return level;
      }
    }
    levels.add(cursor.value());
    return levels.size() - 1;
  }

  private int noLevel() {
    int known = levels.indexOf(null);
    if (known < 0) {
      levels.add(null);
      return levels.size() - 1;
    }
    return known;
  }

  /** The levels of the lines that were read. */
  LevelCodec.Levels levels() {
    List<@Nullable String> values = new ArrayList<>();
    for (byte @Nullable [] level : levels) {
      values.add(level == null ? null : new String(level, StandardCharsets.UTF_8));
    }
    return new LevelCodec.Levels(values, levelIds);
  }

  /** Names of metadata in all blocks so far. */
  Set<String> allNames() {
    return allNames;
  }

  /** Appends the metadata that was read: a zero where there is none besides levels. */
  void write(ByteSink to) {
    if (schemas.stream().allMatch(MetadataSchema::isEmpty)) {
      to.writeVarint(0);
      return;
    }
    to.writeVarint(schemas.size());
    schemas.forEach(schema -> schema.writeNames(to));
    if (schemas.size() > 1) {
      for (int schema : schemaOfLine) {
        to.writeVarint(schema);
      }
    }
    schemas.forEach(schema -> schema.writeColumns(to));
  }
}
