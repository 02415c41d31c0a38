package dev.steward.server.telemetry;

import dev.steward.wire.v1.LabelSet;
import dev.steward.wire.v1.LogColumns;
import dev.steward.wire.v1.MetricFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * A payload taken apart. Samples stay as bytes: {@link SampleReader} reads them where they go to,
 * without an object between.
 *
 * @param bytes the payload
 * @param labelSets definitions
 * @param samples where each {@code SampleColumns} message lies in the bytes
 * @param logs log entries
 * @param families metadata
 */
record PayloadParts(
    byte[] bytes,
    List<LabelSet> labelSets,
    List<Span> samples,
    List<LogColumns> logs,
    List<MetricFamily> families) {
  /** Part of the bytes. */
  record Span(int start, int length) {}

  PayloadParts(byte[] bytes) {
    this(bytes, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** How many samples there may be. */
  int expectedSamples() {
    int count = 0;
    for (Span span : samples) {
      count += SampleReader.expectedSamples(span);
    }
    return count;
  }
}
