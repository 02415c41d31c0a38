package dev.steward.server.prometheus;

import dev.steward.query.value.FloatText;
import dev.steward.query.value.Points;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Float points as the bytes of a JSON array, {@code [[seconds,"value"],...]}: a graph of a hundred
 * series is forty thousand of them, and nearly all of every answer. Series of one answer mostly
 * have the same times, so the text of a time is kept from one series to the next. For one answer
 * and one thread.
 *
 * <p>Whole numbers and hundredths of up to fifteen digits, which is most of what is measured, are
 * written from an integer: so many digits always read back as the same number, and no fewer do.
 */
final class PointsJson {
  private static final double MAX_INTEGER = 1e15;

  /**
   * Room for a point that is written from integers: two numbers of 20 digits and what is around.
   */
  private static final int POINT_BYTES = 64;

  private byte[] bytes = new byte[1 << 12];
  private int size;

  /** Times whose text is known, and where each ends in {@link #texts}. */
  private long[] times = new long[64];

  private int[] ends = new int[64];
  private byte[] texts = new byte[1 << 10];
  private int known;

  /** Writes the array of a series' floats; false where it has none. */
  boolean write(Points points) {
    size = 0;
    for (int i = 0; i < points.size(); i++) {
      if (points.histogram(i) == null) {
        reserve(POINT_BYTES);
        bytes[size] = (byte) (size == 0 ? '[' : ',');
        size++;
        bytes[size++] = '[';
        putTime(i, points.timestampMillis(i));
        bytes[size++] = ',';
        bytes[size++] = '"';
        putValue(points.value(i));
        bytes[size++] = '"';
        bytes[size++] = ']';
      }
    }
    if (size == 0) {
      return false;
    }
    reserve(1);
    bytes[size++] = ']';
    return true;
  }

  /** Puts what was written last where a generator expects a value. */
  void copyTo(JsonGenerator json) {
    if (json.streamWriteOutputTarget() instanceof OutputStream out) {
      json.writeRawValue("");
      json.flush();
      try {
        out.write(bytes, 0, size);
      } catch (IOException e) {
        throw JacksonIOException.construct(e, json);
      }
    } else {
      json.writeRawValue(new String(bytes, 0, size, StandardCharsets.ISO_8859_1));
    }
  }

  private void reserve(int more) {
    while (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
  }

  private void putTime(int index, long millis) {
    if (index >= known || times[index] != millis) {
      learn(index, millis);
      if (index >= known) {
        putSeconds(millis);
        return;
      }
    }
    int start = index == 0 ? 0 : ends[index - 1];
    int length = ends[index] - start;
    System.arraycopy(texts, start, bytes, size, length);
    size += length;
  }

  /** Keeps the text of a time at a place, which drops those after it. */
  private void learn(int index, long millis) {
    if (index > known) {
      return;
    }
    int start = index == 0 ? 0 : ends[index - 1];
    int before = size;
    putSeconds(millis);
    int length = size - before;
    if (texts.length < start + length) {
      texts = Arrays.copyOf(texts, texts.length * 2);
    }
    if (index == times.length) {
      times = Arrays.copyOf(times, index * 2);
      ends = Arrays.copyOf(ends, index * 2);
    }
    System.arraycopy(bytes, before, texts, start, length);
    size = before;
    times[index] = millis;
    ends[index] = start + length;
    known = index + 1;
  }

  private void putSeconds(long millis) {
    if (millis < 0) {
      bytes[size++] = '-';
    }
    long magnitude = Math.abs(millis);
    putDigits(magnitude / 1000);
    int decimals = (int) (magnitude % 1000);
    if (decimals != 0) {
      bytes[size++] = '.';
      bytes[size++] = (byte) ('0' + decimals / 100);
      bytes[size++] = (byte) ('0' + decimals / 10 % 10);
      bytes[size++] = (byte) ('0' + decimals % 10);
    }
  }

  private void putValue(double value) {
    double hundredths = Math.rint(value * 100);
    if (hundredths / 100 != value || Math.abs(hundredths) >= MAX_INTEGER || value == 0) {
      byte[] text = FloatText.sample(value).getBytes(StandardCharsets.ISO_8859_1);
      reserve(text.length + POINT_BYTES);
      System.arraycopy(text, 0, bytes, size, text.length);
      size += text.length;
      return;
    }
    long whole = (long) hundredths;
    if (whole < 0) {
      bytes[size++] = '-';
      whole = -whole;
    }
    putDigits(whole / 100);
    int fraction = (int) (whole % 100);
    if (fraction != 0) {
      bytes[size++] = '.';
      bytes[size++] = (byte) ('0' + fraction / 10);
      if (fraction % 10 != 0) {
        bytes[size++] = (byte) ('0' + fraction % 10);
      }
    }
  }

  private void putDigits(long number) {
    int digits = 1;
    for (long power = 10; digits < 19 && number >= power; power *= 10) {
      digits++;
    }
    long rest = number;
    for (int at = size + digits - 1; at >= size; at--) {
      long tenth = rest / 10;
      bytes[at] = (byte) ('0' + rest - tenth * 10);
      rest = tenth;
    }
    size += digits;
  }
}
