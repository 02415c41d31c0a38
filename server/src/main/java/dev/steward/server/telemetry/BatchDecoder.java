package dev.steward.server.telemetry;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.Origin;
import dev.steward.spi.store.RefusalReason;
import dev.steward.spi.store.SampleBatch;
import dev.steward.wire.v1.Batch;
import dev.steward.wire.v1.LabelSet;
import dev.steward.wire.v1.LogColumns;
import dev.steward.wire.v1.MetricFamily;
import dev.steward.wire.v1.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns an agent's batches into what the stores take. Lines are not copied: they stay in the
 * decompressed payload. For one stream and one thread, since batches build on each other's label
 * sets.
 */
final class BatchDecoder {
  private final String source;
  private final MetricStore metrics;
  private final String agent;
  private final PayloadReader payloads = new PayloadReader();
  private final SampleReader reader = new SampleReader();
  private LabelDictionary dictionary;
  private long dictionaryNumber;

  BatchDecoder(String source, String agent, MetricStore metrics) {
    this.source = source;
    this.metrics = metrics;
    this.agent = agent;
    this.dictionary = new LabelDictionary(metrics, agent);
  }

  /**
   * Decodes the next batches of the stream, at least one. One that cannot be read is left out, and
   * told of.
   *
   * @param share their room in the budget
   * @param aside hears of what cannot be read
   */
  DecodedBatch decode(List<Batch> group, IngestBudget.Share share, Aside aside) {
    long last = group.getLast().getSequence();
    Origin origin = new Origin(source, last);
    SampleBatch samples = new SampleBatch(origin, 0);
    List<LogBatch.Stream> streams = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    long bytesLeft = BatchGroup.size(group);
    for (int i = 0; i < group.size(); i++) {
      Batch batch = group.get(i);
      int before = samples.size();
      try {
        PayloadParts payload = open(batch);
        int expected = payload.expectedSamples();
        long room = Math.min((long) expected * (group.size() - i), bytesLeft / 9);
        samples.reserve(Math.max(expected, (int) room));
        add(payload, batch.getSequence(), samples, streams, refusals);
      } catch (UndecodableException e) {
        samples.cutTo(before);
        aside.undecodable(batch, e);
        refusals.add(WireRefusals.undecodable(batch.getSequence(), e));
      }
      bytesLeft -= BatchGroup.size(batch);
    }
    return new DecodedBatch(
        last,
        group.size(),
        new LogBatch(origin, LogBatch.Duplicates.KEPT, streams),
        samples,
        refusals,
        share);
  }

  /** Hears of batches that cannot be read. */
  @FunctionalInterface
  interface Aside {
    /** A batch, and why it cannot be read. */
    void undecodable(Batch batch, UndecodableException problem);
  }

  /** Takes a payload apart and takes in what it defines. */
  private PayloadParts open(Batch batch) throws UndecodableException {
    if (batch.getDictionary() != dictionaryNumber) {
      dictionary = new LabelDictionary(metrics, agent);
      dictionaryNumber = batch.getDictionary();
    }
    PayloadParts payload = payloads.read(batch);
    for (LabelSet set : payload.labelSets()) {
      dictionary.define(set);
    }
    return payload;
  }

  private void add(
      PayloadParts payload,
      long sequence,
      SampleBatch samples,
      List<LogBatch.Stream> streams,
      List<Refusal> refusals)
      throws UndecodableException {
    Refusals refused = new Refusals();
    for (PayloadParts.Span span : payload.samples()) {
      reader.read(span, payload.bytes(), dictionary, samples, refused);
    }
    List<LogBatch.Stream> read = new ArrayList<>(payload.logs().size());
    for (LogColumns columns : payload.logs()) {
      addStream(columns, read, refused);
    }
    // Nothing fails from here on.
    streams.addAll(read);
    for (MetricFamily family : payload.families()) {
      samples.add(
          new MetricMetadata(
              family.getName(), type(family.getType()), family.getHelp(), family.getUnit()));
    }
    refusals.addAll(WireRefusals.of(sequence, refused.list()));
  }

  private void addStream(LogColumns columns, List<LogBatch.Stream> streams, Refusals refusals)
      throws UndecodableException {
    int count = columns.getLinesCount();
    int metadataCount = columns.getMetadataCount();
    if (columns.getTimestampDeltasNanosCount() != Math.max(0, count - 1)
        || (metadataCount != 0 && metadataCount != count)) {
      throw new UndecodableException(
          "log columns: %d lines, %d timestamp deltas, %d metadata (expected: one delta fewer than lines, metadata for each or none)"
              .formatted(count, columns.getTimestampDeltasNanosCount(), metadataCount));
    }
    LabelDictionary.Entry entry = dictionary.entry(columns.getStream());
    Labels stream = entry.stream();
    if (stream == null) {
      refusals.add(RefusalReason.INVALID, count, entry.problem());
      return;
    }
    streams.add(new LogBatch.Stream(stream, entries(columns)));
  }

  private List<LogEntry> entries(LogColumns columns) throws UndecodableException {
    int count = columns.getLinesCount();
    boolean hasMetadata = columns.getMetadataCount() > 0;
    List<LogEntry> entries = new ArrayList<>(count);
    LineView view = new LineView();
    long timestamp = columns.getFirstTimestampNanos();
    for (int i = 0; i < count; i++) {
      timestamp += i == 0 ? 0 : columns.getTimestampDeltasNanos(i - 1);
      Labels metadata = hasMetadata ? metadata(columns.getMetadata(i)) : Labels.EMPTY;
      entries.add(new LogEntry(timestamp, view.line(columns.getLines(i)), metadata));
    }
    return entries;
  }

  /** Invalid metadata costs the entry its metadata, not the line. */
  private Labels metadata(int idPlusOne) throws UndecodableException {
    if (idPlusOne == 0) {
      return Labels.EMPTY;
    }
    Labels labels = dictionary.entry(idPlusOne - 1).metadata();
    return labels == null ? Labels.EMPTY : labels;
  }

  private static MetricType type(dev.steward.wire.v1.MetricType type) {
    return switch (type) {
      case METRIC_TYPE_COUNTER -> MetricType.COUNTER;
      case METRIC_TYPE_GAUGE -> MetricType.GAUGE;
      case METRIC_TYPE_SUMMARY -> MetricType.SUMMARY;
      case METRIC_TYPE_HISTOGRAM -> MetricType.HISTOGRAM;
      case METRIC_TYPE_GAUGE_HISTOGRAM -> MetricType.GAUGE_HISTOGRAM;
      case METRIC_TYPE_INFO -> MetricType.INFO;
      case METRIC_TYPE_STATE_SET -> MetricType.STATE_SET;
      case METRIC_TYPE_UNKNOWN, UNRECOGNIZED -> MetricType.UNKNOWN;
    };
  }
}
