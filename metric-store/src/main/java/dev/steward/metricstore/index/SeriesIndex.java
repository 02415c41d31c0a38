package dev.steward.metricstore.index;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.steward.metricstore.codec.CorruptDataException;
import dev.steward.spi.model.Labels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.SoftReference;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the image of an index that {@link SeriesIndexWriter} wrote. A series' ordinal is its place
 * in the order of labels. Immutable but for caches, safe for any thread; valid as long as the
 * memory of the image is.
 */
public final class SeriesIndex {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int HEADER = 36;

  private final MemorySegment image;
  private final long baseMillis;
  private final int nameCount;
  private final int pairCount;
  private final int seriesCount;
  private final int nameTexts;
  private final int valueTexts;
  private final int entries;
  private final int postings;
  private volatile @Nullable String @Nullable [] namesCache;
  private volatile SoftReference<Labels[]> labelsCache = new SoftReference<>(null);
  private volatile SoftReference<String[]> valuesCache = new SoftReference<>(null);

  /**
   * Opens an image.
   *
   * @throws CorruptDataException if it is none
   */
  public SeriesIndex(MemorySegment image) {
    if (image.byteSize() < HEADER) {
      throw new CorruptDataException("index of " + image.byteSize() + " bytes");
    }
    this.image = image;
    baseMillis = image.get(LONG, 0);
    nameCount = image.get(INT, 8);
    pairCount = image.get(INT, 12);
    seriesCount = image.get(INT, 16);
    nameTexts = image.get(INT, 20);
    valueTexts = image.get(INT, 24);
    entries = image.get(INT, 28);
    postings = image.get(INT, 32);
  }

  /** How many series there are. */
  public int seriesCount() {
    return seriesCount;
  }

  /** How many label pairs there are. */
  public int pairCount() {
    return pairCount;
  }

  int nameCount() {
    return nameCount;
  }

  String name(int index) {
    @Nullable String[] cache = namesCache;
    if (cache == null) {
      cache = new @Nullable String[nameCount];
      namesCache = cache;
    }
    String known = cache[index];
    if (known == null) {
      known = text(nameTexts, nameCount, index);
      cache[index] = known;
    }
    return known;
  }

  int firstPair(int name) {
    return image.get(INT, HEADER + name * 4L);
  }

  /** The value of a pair. */
  String value(int pair) {
    String[] cache = valuesCache.get();
    if (cache == null) {
      cache = new String[pairCount];
      valuesCache = new SoftReference<>(cache);
    }
    String known = cache[pair];
    if (known == null) {
      known = text(valueTexts, pairCount, pair);
      cache[pair] = known;
    }
    return known;
  }

  private String text(int section, int count, int index) {
    int start = image.get(INT, section + index * 4L);
    int end = image.get(INT, section + index * 4L + 4);
    byte[] bytes = new byte[Math.max(0, end - start)];
    long at = section + (count + 1) * 4L + start;
    MemorySegment.copy(image, JAVA_BYTE, at, bytes, 0, bytes.length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Position of a name among the names, or -1. */
  int findName(String name) {
    int low = 0;
    int high = nameCount - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = name(middle).compareTo(name);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** The number of a pair of the name at a position, or -1. */
  int findPair(int name, String value) {
    int low = firstPair(name);
    int high = firstPair(name + 1) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = value(middle).compareTo(value);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** A walk over the series with a pair. */
  Postings postings(int pair) {
    long lists = postings + (pairCount + 1) * 4L;
    return new Postings(
        image,
        lists + image.get(INT, postings + pair * 4L),
        lists + image.get(INT, postings + pair * 4L + 4));
  }

  private long entry(int ordinal) {
    return entries + (seriesCount + 1) * 4L + image.get(INT, entries + ordinal * 4L);
  }

  /**
   * Reads the numbers of a series' pairs, rising.
   *
   * @return how many there are
   */
  public int pairs(int ordinal, int[] into) {
    Cursor cursor = new Cursor(image, entry(ordinal));
    int count = cursor.count(into.length);
    int last = 0;
    for (int i = 0; i < count; i++) {
      last += cursor.count(pairCount - 1 - last);
      into[i] = last;
    }
    return count;
  }

  /** Where a series' samples lie. */
  public Extent extent(int ordinal) {
    Cursor cursor = new Cursor(image, entry(ordinal));
    int count = cursor.count(pairCount);
    for (int i = 0; i < count; i++) {
      cursor.varint();
    }
    long offset = cursor.varint();
    int length = cursor.count(Integer.MAX_VALUE);
    long min = baseMillis + cursor.zigzag();
    return new Extent(offset, length, min, min + cursor.varint());
  }

  /** Labels of a series; interned. */
  public Labels labels(int ordinal) {
    Labels[] cache = labelsCache.get();
    if (cache == null) {
      cache = new Labels[seriesCount];
      labelsCache = new SoftReference<>(cache);
    }
    Labels known = cache[ordinal];
    if (known == null) {
      known = readLabels(ordinal).interned();
      cache[ordinal] = known;
    }
    return known;
  }

  private Labels readLabels(int ordinal) {
    int[] numbers = new int[dev.steward.spi.store.SeriesLabels.MAX_LABELS];
    int count = pairs(ordinal, numbers);
    String[] texts = new String[count * 2];
    int name = 0;
    for (int i = 0; i < count; i++) {
      while (firstPair(name + 1) <= numbers[i]) {
        name++;
      }
      texts[i * 2] = name(name);
      texts[i * 2 + 1] = value(numbers[i]);
    }
    return Labels.of(texts);
  }

  /** The ordinal of a series, or -1. */
  public int find(Labels labels) {
    int[] wanted = new int[labels.size()];
    for (int i = 0; i < wanted.length; i++) {
      int name = findName(labels.name(i));
      int pair = name < 0 ? -1 : findPair(name, labels.value(i));
      if (pair < 0) {
        return -1;
      }
      wanted[i] = pair;
    }
    int low = 0;
    int high = seriesCount - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(middle, wanted);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private int compare(int ordinal, int[] wanted) {
    Cursor cursor = new Cursor(image, entry(ordinal));
    int count = cursor.count(pairCount);
    int number = 0;
    for (int i = 0; i < Math.min(count, wanted.length); i++) {
      number += (int) cursor.varint();
      if (number != wanted[i]) {
        return Integer.compare(number, wanted[i]);
      }
    }
    return Integer.compare(count, wanted.length);
  }
}
