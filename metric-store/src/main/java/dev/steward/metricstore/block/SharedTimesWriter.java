package dev.steward.metricstore.block;

import dev.steward.metricstore.codec.ByteWriter;
import dev.steward.metricstore.codec.LongColumnEncoder;
import dev.steward.metricstore.codec.TimeColumns;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the columns of times of a block, each once. All series of one scrape have the same
 * times: six hundred of them pay once for what jitters. For one thread.
 */
final class SharedTimesWriter implements TimeColumns.Sink {
  /** The bytes of a column, compared by content. */
  private record Column(byte[] bytes) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Column that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  private final Map<Column, Integer> ids = new HashMap<>();
  private final ByteWriter columns = new ByteWriter(1 << 12);
  private final ByteWriter scratch = new ByteWriter(1 << 10);
  private final LongColumnEncoder encoder = new LongColumnEncoder();
  private int[] offsets = new int[64];

  @Override
  public int share(long[] timestamps, int from, int count) {
    scratch.clear();
    scratch.putVarint(count);
    encoder.encode(timestamps, from, count, scratch);
    return share(scratch.toByteArray());
  }

  /** Takes a column as another block holds it. */
  int share(byte[] bytes) {
    Column column = new Column(bytes);
    Integer known = ids.get(column);
    if (known != null) {
      return known;
    }
    int id = ids.size();
    if (id == BlockFormat.MAX_SHARED_TIMES) {
      return -1;
    }
    ids.put(column, id);
    if (id == offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    offsets[id] = columns.size();
    columns.putBytes(bytes, 0, bytes.length);
    return id;
  }

  void finish(ByteWriter out) {
    out.putInt(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      out.putInt(offsets[i]);
    }
    out.putInt(columns.size());
    out.putBytes(columns.array(), 0, columns.size());
  }
}
