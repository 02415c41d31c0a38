package dev.steward.logstore.block;

import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.Compression;
import dev.steward.logstore.bytes.CorruptDataException;
import dev.steward.logstore.template.Template;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What varies in the lines of a block, and their metadata. Columns are cut into values when a line
 * of their template is first asked for. For one thread.
 */
public final class PayloadSection {
  /** The times of the block's lines, read where a stamp needs them. */
  public interface Times {
    /** Nanoseconds since the Unix epoch, for each line. */
    long[] read() throws IOException;
  }

  private final ShapesSection shapes;
  private final byte[] bytes;

  /** For each template's ordinal and slot where its column starts and ends. */
  private final int[][] columns;

  /** For each template's ordinal and slot where its values start and end; empty while not cut. */
  private final int[][][] values;

  /** For each line how many lines of its template come before it; how many there are of each. */
  private final int[] ranks;

  private final int[] sizes;
  private final ByteSource metadataSource;
  private @Nullable MetadataColumns metadata;
  private byte[] scratch = new byte[512];

  private PayloadSection(ShapesSection shapes, ByteSource source, @Nullable Times times)
      throws IOException {
    this.shapes = shapes;
    int count = shapes.templates().length;
    columns = new int[count][];
    values = new int[count][][];
    sizes = new int[count];
    ranks = new int[shapes.ordinals().length];
    for (int line = 0; line < ranks.length; line++) {
      ranks[line] = sizes[shapes.ordinals()[line]]++;
    }
    StampColumns stamps = new StampColumns(shapes, sizes);
    for (int i = 0; i < count; i++) {
      int slots = shapes.templates()[i].slots();
      columns[i] = new int[2 * slots];
      values[i] = new int[slots][0];
      @Nullable Stamp stamp = times == null ? null : stamps.read(source, i);
      for (int slot = 0; slot < slots; slot++) {
        if (stamp == null || !stamp.holds(slot)) {
          int length = source.readCount();
          columns[i][2 * slot] = source.skip(length);
          columns[i][2 * slot + 1] = source.position();
        }
      }
    }
    metadataSource = source;
    bytes =
        times == null || stamps.isEmpty()
            ? source.array()
            : stamps.append(source.array(), columns, times.read());
  }

  /**
   * Reads a section.
   *
   * @param times times of the lines; null for a section of a part before version 3, which has no
   *     stamps
   */
  public static PayloadSection read(ByteSource from, ShapesSection shapes, @Nullable Times times)
      throws IOException {
    return new PayloadSection(shapes, Compression.read(from), times);
  }

  /** Bytes of what varies. */
  public int size() {
    return bytes.length;
  }

  private int[] valuesOf(int ordinal, int slot) throws CorruptDataException {
    int[] known = values[ordinal][slot];
    if (known.length < 2 * sizes[ordinal]) {
      int from = columnStart(ordinal, slot);
      int to = columnEnd(ordinal, slot);
      known =
          shapes.templates()[ordinal].isRaw()
              ? sized(from, to, sizes[ordinal])
              : separated(from, to, sizes[ordinal]);
      values[ordinal][slot] = known;
    }
    return known;
  }

  /** The bytes of all columns. Never to be written. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the column of a template's slot starts in the bytes. */
  public int columnStart(int ordinal, int slot) {
    return columns[ordinal][2 * slot];
  }

  /** Where it ends. */
  public int columnEnd(int ordinal, int slot) {
    return columns[ordinal][2 * slot + 1];
  }

  /** Where in the bytes the value of a line's slot starts. */
  public int valueStart(int line, int slot) throws CorruptDataException {
    return valuesOf(shapes.ordinals()[line], slot)[2 * ranks[line]];
  }

  /** Where it ends. */
  public int valueEnd(int line, int slot) throws CorruptDataException {
    return valuesOf(shapes.ordinals()[line], slot)[2 * ranks[line] + 1];
  }

  /** Starts and ends of values that end with a line feed each. */
  private int[] separated(int from, int to, int count) throws CorruptDataException {
    int[] bounds = new int[2 * count];
    int at = from;
    for (int i = 0; i < count; i++) {
      bounds[2 * i] = at;
      while (at < to && bytes[at] != '\n') {
        at++;
      }
      if (at >= to) {
        throw new CorruptDataException("column of " + i + " values (expected: " + count + ")");
      }
      bounds[2 * i + 1] = at++;
    }
    return bounds;
  }

  private int[] sized(int from, int to, int count) throws CorruptDataException {
    int[] bounds = new int[2 * count];
    ByteSource source = new ByteSource(bytes, from, to - from);
    for (int i = 0; i < count; i++) {
      int length = source.readCount();
      bounds[2 * i] = source.skip(length);
      bounds[2 * i + 1] = source.position();
    }
    return bounds;
  }

  /** Length of a line in bytes. */
  public int length(int line) throws CorruptDataException {
    int ordinal = shapes.ordinals()[line];
    int at = 2 * ranks[line];
    int length = shapes.templates()[ordinal].constantBytes();
    for (int slot = 0; slot < values[ordinal].length; slot++) {
      int[] bounds = valuesOf(ordinal, slot);
      length += bounds[at + 1] - bounds[at];
    }
    return length;
  }

  /** A line for looking at: it changes with the next call. */
  public Line glance(int line) throws CorruptDataException {
    int length = length(line);
    if (scratch.length < length) {
      scratch = new byte[length + length / 2];
    }
    fill(line, scratch);
    return Line.wrap(scratch, 0, length);
  }

  /** A line to keep. */
  public Line line(int line) throws CorruptDataException {
    byte[] copy = new byte[length(line)];
    fill(line, copy);
    return Line.wrap(copy);
  }

  /** The columns of the line's template are cut already, since its length was asked for. */
  private void fill(int line, byte[] to) {
    int ordinal = shapes.ordinals()[line];
    Template template = shapes.templates()[ordinal];
    int[][] bounds = values[ordinal];
    int rank = 2 * ranks[line];
    int at = 0;
    for (int slot = 0; slot < bounds.length; slot++) {
      byte[] piece = template.piece(slot);
      System.arraycopy(piece, 0, to, at, piece.length);
      at += piece.length;
      int from = bounds[slot][rank];
      int length = bounds[slot][rank + 1] - from;
      System.arraycopy(bytes, from, to, at, length);
      at += length;
    }
    byte[] last = template.piece(bounds.length);
    System.arraycopy(last, 0, to, at, last.length);
  }

  /** The metadata of a line, whose level is known from {@link CountsSection}. */
  public Labels metadata(int line, @Nullable String level) throws CorruptDataException {
    MetadataColumns known = metadata;
    if (known == null) {
      known = MetadataColumns.read(metadataSource, ranks.length);
      metadata = known;
    }
    try {
      return known.of(line, level);
    } catch (IllegalArgumentException e) {
      throw new CorruptDataException("metadata of line " + line + ": " + e.getMessage(), e);
    }
  }
}
