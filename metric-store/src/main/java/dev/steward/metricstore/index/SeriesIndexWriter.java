package dev.steward.metricstore.index;

import dev.steward.metricstore.codec.ByteWriter;
import java.util.Arrays;

/**
 * Writes the image of an index: series are added in the order of their labels. For one thread. The
 * layout stands in FORMAT.md.
 */
public final class SeriesIndexWriter {
  private final PairDictionary dictionary;
  private final long baseMillis;
  private final ByteWriter entries = new ByteWriter(1 << 12);
  private int[] entryOffsets = new int[256];
  private int seriesCount;

  /** The pairs of all series, one after the other, and where each series' pairs end. */
  private int[] pairs = new int[1024];

  private int[] pairEnds = new int[256];
  private int pairCount;

  /**
   * Starts an image.
   *
   * @param baseMillis a time near those of the series, which they are written relative to
   */
  public SeriesIndexWriter(PairDictionary dictionary, long baseMillis) {
    this.dictionary = dictionary;
    this.baseMillis = baseMillis;
  }

  /**
   * Adds a series, later in the order of labels than all before.
   *
   * @param numbers the numbers of its pairs, rising
   * @param count how many pairs it has
   * @param extent where its samples lie
   */
  public void add(int[] numbers, int count, Extent extent) {
    if (seriesCount + 1 >= entryOffsets.length) {
      entryOffsets = Arrays.copyOf(entryOffsets, entryOffsets.length * 2);
      pairEnds = Arrays.copyOf(pairEnds, entryOffsets.length);
    }
    if (pairCount + count > pairs.length) {
      pairs = Arrays.copyOf(pairs, Math.max(pairs.length * 2, pairCount + count));
    }
    System.arraycopy(numbers, 0, pairs, pairCount, count);
    pairCount += count;
    pairEnds[seriesCount] = pairCount;
    entryOffsets[seriesCount++] = entries.size();
    entries.putVarint(count);
    int last = 0;
    for (int i = 0; i < count; i++) {
      entries.putVarint(numbers[i] - last);
      last = numbers[i];
    }
    entries.putVarint(extent.offset());
    entries.putVarint(extent.length());
    entries.putZigzag(extent.minTimeMillis() - baseMillis);
    entries.putVarint(extent.maxTimeMillis() - extent.minTimeMillis());
  }

  /** How many series were added. */
  public int seriesCount() {
    return seriesCount;
  }

  /** Writes the image. */
  public void finish(ByteWriter out) {
    int start = out.size();
    out.reserve(64 + entries.size() + pairCount * 2);
    out.putLong(baseMillis);
    out.putInt(dictionary.nameCount());
    out.putInt(dictionary.size());
    out.putInt(seriesCount);
    int sections = out.size();
    for (int i = 0; i < 4; i++) {
      out.putInt(0);
    }
    for (int i = 0; i <= dictionary.nameCount(); i++) {
      out.putInt(dictionary.firstPair(i));
    }
    out.setInt(sections, out.size() - start);
    writeTexts(dictionary.nameCount(), dictionary::name, out);
    out.setInt(sections + 4, out.size() - start);
    writeTexts(dictionary.size(), dictionary::value, out);
    out.setInt(sections + 8, out.size() - start);
    entryOffsets[seriesCount] = entries.size();
    for (int i = 0; i <= seriesCount; i++) {
      out.putInt(entryOffsets[i]);
    }
    out.putBytes(entries.array(), 0, entries.size());
    out.setInt(sections + 12, out.size() - start);
    writePostings(out);
  }

  private interface Texts {
    String at(int index);
  }

  /** Offsets of the texts, one more at the end, then their bytes. */
  private static void writeTexts(int count, Texts texts, ByteWriter out) {
    ByteWriter bytes = new ByteWriter(count * 16);
    for (int i = 0; i < count; i++) {
      out.putInt(bytes.size());
      byte[] encoded = texts.at(i).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      bytes.putBytes(encoded, 0, encoded.length);
    }
    out.putInt(bytes.size());
    out.putBytes(bytes.array(), 0, bytes.size());
  }

  /** Offsets of the lists, one more at the end, then for each pair its series as gaps. */
  private void writePostings(ByteWriter out) {
    int[] ends = new int[dictionary.size() + 1];
    for (int i = 0; i < pairCount; i++) {
      ends[pairs[i] + 1]++;
    }
    for (int i = 1; i < ends.length; i++) {
      ends[i] += ends[i - 1];
    }
    int[] series = new int[pairCount];
    int[] next = ends.clone();
    int at = 0;
    for (int ordinal = 0; ordinal < seriesCount; ordinal++) {
      for (; at < pairEnds[ordinal]; at++) {
        series[next[pairs[at]]++] = ordinal;
      }
    }
    int offsets = out.size();
    for (int i = 0; i <= dictionary.size(); i++) {
      out.putInt(0);
    }
    int lists = out.size();
    for (int pair = 0; pair < dictionary.size(); pair++) {
      out.setInt(offsets + pair * 4, out.size() - lists);
      int last = -1;
      for (int i = ends[pair]; i < ends[pair + 1]; i++) {
        out.putVarint(series[i] - last - 1);
        last = series[i];
      }
    }
    out.setInt(offsets + dictionary.size() * 4, out.size() - lists);
  }
}
