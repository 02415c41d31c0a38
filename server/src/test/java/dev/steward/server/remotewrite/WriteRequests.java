package dev.steward.server.remotewrite;

import dev.steward.formats.protobuf.MessageWriter;
import java.util.ArrayList;
import java.util.List;

/** Write requests as senders make them, in either version. */
public final class WriteRequests {
  private final MessageWriter writer = new MessageWriter();
  private final List<String> symbols = new ArrayList<>(List.of(""));

  /** Adds a 1.0 series with one sample. */
  public WriteRequests sample(long timestampMillis, double value, String... labels) {
    int series = writer.begin(1);
    for (int i = 0; i < labels.length; i += 2) {
      int label = writer.begin(1);
      writer.text(1, labels[i]).text(2, labels[i + 1]);
      writer.end(label);
    }
    int sample = writer.begin(2);
    writer.float64(1, value).varint(2, timestampMillis);
    writer.end(sample);
    writer.end(series);
    return this;
  }

  /** Adds 1.0 metadata. */
  public WriteRequests metadata(int type, String family, String help, String unit) {
    int metadata = writer.begin(3);
    writer.varint(1, type).text(2, family).text(4, help).text(5, unit);
    writer.end(metadata);
    return this;
  }

  /** What a 2.0 series holds. */
  public interface Content {
    /** Writes the fields. */
    void write(MessageWriter into);
  }

  /** Adds a 2.0 series. */
  public WriteRequests series(Content content, String... labels) {
    int series = writer.begin(5);
    int refs = writer.begin(1);
    for (String text : labels) {
      writer.rawVarint(symbol(text));
    }
    writer.end(refs);
    content.write(writer);
    writer.end(series);
    return this;
  }

  /** The number of a text. */
  public int symbol(String text) {
    int known = symbols.indexOf(text);
    if (known >= 0) {
      return known;
    }
    symbols.add(text);
    return symbols.size() - 1;
  }

  /** A 2.0 float sample. */
  public static Content floatSample(long timestampMillis, double value) {
    return into -> {
      int sample = into.begin(2);
      into.float64(1, value).varint(2, timestampMillis);
      into.end(sample);
    };
  }

  /** A 2.0 histogram of 3 observations in one bucket each of schema 0. */
  public static Content histogram(long timestampMillis) {
    return into -> {
      int histogram = into.begin(3);
      into.varint(1, 3).float64(3, 7).zigzag(4, 0);
      int span = into.begin(11);
      into.zigzag(1, 0).varint(2, 3);
      into.end(span);
      into.zigzag(12, 1).zigzag(12, 0).zigzag(12, 0).varint(15, timestampMillis);
      into.end(histogram);
    };
  }

  /** The request of version 1.0. */
  public byte[] v1() {
    return writer.toByteArray();
  }

  /** The request of version 2.0: its symbols stand last, which is allowed. */
  public byte[] v2() {
    symbols.forEach(text -> writer.text(4, text));
    return writer.toByteArray();
  }
}
