package dev.steward.formats.exposition;

import static dev.steward.formats.protobuf.MessageReader.FIXED64;
import static dev.steward.formats.protobuf.MessageReader.LENGTH_DELIMITED;
import static dev.steward.formats.protobuf.MessageReader.VARINT;

import dev.steward.formats.protobuf.MalformedMessageException;
import dev.steward.formats.protobuf.MessageReader;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import java.util.ArrayList;
import java.util.List;

/** The small messages that others are made of. */
final class ExpositionMessages {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private ExpositionMessages() {}

  /** {@code LabelPair{1: name, 2: value}}. */
  static void label(MessageReader reader, List<String> into) throws MalformedMessageException {
    String name = "";
    String value = "";
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case 1 << 3 | LENGTH_DELIMITED -> name = reader.text();
        case 2 << 3 | LENGTH_DELIMITED -> value = reader.text();
        default -> reader.skip(tag);
      }
    }
    reader.leave(outer);
    into.add(name);
    into.add(value);
  }

  /** {@code Timestamp{1: seconds, 2: nanos}}. */
  static long millis(MessageReader reader) throws MalformedMessageException {
    long seconds = 0;
    long nanos = 0;
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case 1 << 3 | VARINT -> seconds = reader.varint();
        case 2 << 3 | VARINT -> nanos = reader.varint();
        default -> reader.skip(tag);
      }
    }
    reader.leave(outer);
    return seconds * 1000 + nanos / NANOS_PER_MILLI;
  }

  /** {@code Exemplar{1: label, 2: value, 3: timestamp}}. */
  static Exemplar exemplar(MessageReader reader) throws MalformedMessageException {
    List<String> labels = new ArrayList<>();
    double value = 0;
    long timestamp = ExpositionParser.NO_TIMESTAMP;
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case 1 << 3 | LENGTH_DELIMITED -> label(reader, labels);
        case 2 << 3 | FIXED64 -> value = reader.float64();
        case 3 << 3 | LENGTH_DELIMITED -> timestamp = millis(reader);
        default -> reader.skip(tag);
      }
    }
    reader.leave(outer);
    try {
      return new Exemplar(Labels.of(labels.toArray(String[]::new)), value, timestamp);
    } catch (IllegalArgumentException e) {
      throw reader.malformed(String.valueOf(e.getMessage()));
    }
  }

  /** {@code BucketSpan{1: offset, 2: length}}. */
  static NativeHistogram.Span span(MessageReader reader) throws MalformedMessageException {
    int offset = 0;
    long length = 0;
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case 1 << 3 | VARINT -> offset = (int) reader.zigzag();
        case 2 << 3 | VARINT -> length = reader.varint() & 0xffff_ffffL;
        default -> reader.skip(tag);
      }
    }
    if (length > Integer.MAX_VALUE) {
      throw reader.malformed("a span of " + length + " buckets");
    }
    reader.leave(outer);
    return new NativeHistogram.Span(offset, (int) length);
  }
}
