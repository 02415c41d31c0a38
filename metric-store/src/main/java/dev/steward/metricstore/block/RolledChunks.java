package dev.steward.metricstore.block;

import dev.steward.metricstore.block.RolledSeries.Column;
import dev.steward.metricstore.codec.ByteReader;
import dev.steward.metricstore.codec.ByteWriter;
import dev.steward.metricstore.codec.CorruptDataException;
import dev.steward.metricstore.codec.TimeColumns;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleColumns;
import java.util.zip.CRC32C;

/**
 * Writes and reads the chunks of blocks above the raw level: a table of the columns, and each
 * column as a chunk of its own. Reuses scratch; for one thread. The layout stands in FORMAT.md.
 */
final class RolledChunks {
  private static final Column[] COLUMNS = Column.values();

  private final ChunkBuilder builder = new ChunkBuilder();
  private final ChunkReader reader = new ChunkReader();
  private final ByteWriter table = new ByteWriter(1 << 6);
  private final ByteWriter bodies = new ByteWriter(1 << 12);
  private final ByteWriter chunk = new ByteWriter(1 << 12);
  private final ByteReader in = new ByteReader();
  private final CRC32C crc = new CRC32C();

  /** Time of a series' oldest sample in any column. */
  static long oldest(RolledSeries series) {
    long last = series.column(Column.LAST).timestampsMillis()[0];
    SampleColumns first = series.column(Column.FIRST);
    return first.size() == 0 ? last : Math.min(last, first.timestampsMillis()[0]);
  }

  /** Time of its newest sample. */
  static long newest(RolledSeries series) {
    SampleColumns last = series.column(Column.LAST);
    return last.timestampsMillis()[last.size() - 1];
  }

  /** The bytes of a series that is not empty; valid until the next call. */
  ByteWriter write(RolledSeries series, TimeColumns.Sink times) {
    long oldest = oldest(series);
    int present = 0;
    table.clear();
    bodies.clear();
    for (Column column : COLUMNS) {
      SampleColumns points = series.column(column);
      if (points.size() > 0) {
        present |= 1 << column.ordinal();
        builder.clear();
        builder.add(points, 0, points.size(), times);
        ByteWriter body = builder.finish();
        bodies.putBytes(body.array(), 0, body.size());
        table.putVarint(builder.minTimeMillis() - oldest);
        table.putVarint(builder.maxTimeMillis() - builder.minTimeMillis());
        table.putVarint(body.size());
      }
    }
    chunk.clear();
    chunk.putByte(present);
    chunk.putBytes(table.array(), 0, table.size());
    crc.reset();
    crc.update(chunk.array(), 0, chunk.size());
    chunk.putInt((int) crc.getValue());
    chunk.putBytes(bodies.array(), 0, bodies.size());
    return chunk;
  }

  /**
   * Appends the points of a column that lie in a range.
   *
   * @param oldest time of the series' oldest sample
   */
  void read(
      byte[] bytes,
      int from,
      int to,
      long oldest,
      Column wanted,
      TimeRange range,
      TimeColumns times,
      SampleColumns into) {
    in.reset(bytes, from, to);
    int present = in.readByte();
    long firstMillis = 0;
    long lastMillis = 0;
    int length = -1;
    int offset = 0;
    int before = 0;
    for (Column column : COLUMNS) {
      if ((present & 1 << column.ordinal()) != 0) {
        long first = oldest + in.readVarint();
        long last = first + in.readVarint();
        int size = in.readCount(to - from);
        if (column == wanted) {
          firstMillis = first;
          lastMillis = last;
          length = size;
          offset = before;
        }
        before += size;
      }
    }
    int tableEnd = in.position();
    checkTable(bytes, from, tableEnd);
    int start = tableEnd + BlockFormat.CRC_BYTES + offset;
    if (length < 0) {
      return;
    }
    if (start < from || start + length > to) {
      throw new CorruptDataException("column of a rolled chunk ends behind the chunk");
    }
    reader.read(bytes, start, start + length, firstMillis, lastMillis, range, times, into);
  }

  private void checkTable(byte[] bytes, int from, int to) {
    crc.reset();
    crc.update(bytes, from, to - from);
    if (in.readInt() != (int) crc.getValue()) {
      throw new CorruptDataException("checksum of a rolled chunk does not match");
    }
  }
}
