package dev.steward.collector.rule;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import java.nio.charset.StandardCharsets;

/** A log line that rules may still change. Used again and again; for one thread. */
final class LineDraft {
  private Labels stream = Labels.EMPTY;
  private Labels metadata = Labels.EMPTY;
  private long timestampNanos;
  private byte[] bytes = new byte[0];
  private int offset;
  private int length;

  void set(Labels ofStream, long nanos, byte[] source, int start, int count, Labels lineMetadata) {
    stream = ofStream;
    timestampNanos = nanos;
    bytes = source;
    offset = start;
    length = count;
    metadata = lineMetadata;
  }

  Labels stream() {
    return stream;
  }

  void stream(Labels labels) {
    stream = labels;
  }

  Labels metadata() {
    return metadata;
  }

  void metadata(Labels labels) {
    metadata = labels;
  }

  long timestampNanos() {
    return timestampNanos;
  }

  byte[] bytes() {
    return bytes;
  }

  int offset() {
    return offset;
  }

  int length() {
    return length;
  }

  /** The text, valid until the draft is set again. */
  Line line() {
    return Line.wrap(bytes, offset, length);
  }

  String text() {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }

  void text(String changed) {
    bytes = changed.getBytes(StandardCharsets.UTF_8);
    offset = 0;
    length = bytes.length;
  }
}
