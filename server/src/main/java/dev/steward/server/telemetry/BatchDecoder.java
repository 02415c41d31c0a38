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
  private final SampleReader reader = new SampleReader();
  private LabelDictionary dictionary;
  private long dictionaryNumber;

  BatchDecoder(String source, String agent, MetricStore metrics) {
    this.source = source;
    this.metrics = metrics;
    this.agent = agent;
    this.dictionary = new LabelDictionary(metrics, agent);
  }

  /** A batch with nothing in it, by which the stores learn the sequence of one that is lost. */
  DecodedBatch undecodable(long sequence, UndecodableException problem, IngestBudget.Share share) {
    Origin origin = new Origin(source, sequence);
    return new DecodedBatch(
        sequence,
        new LogBatch(origin, LogBatch.Duplicates.KEPT, List.of()),
        new SampleBatch(origin, 0),
        List.of(WireRefusals.undecodable(sequence, problem)),
        List.of(share));
  }

  /**
   * Decodes the next batch of the stream.
   *
   * @param share its room in the budget
   * @throws UndecodableException if it cannot be read as a whole
   */
  DecodedBatch decode(Batch batch, IngestBudget.Share share) throws UndecodableException {
    if (batch.getDictionary() != dictionaryNumber) {
      dictionary = new LabelDictionary(metrics, agent);
      dictionaryNumber = batch.getDictionary();
    }
    PayloadParts payload = PayloadReader.read(batch);
    for (LabelSet set : payload.labelSets()) {
      dictionary.define(set);
    }
    Origin origin = new Origin(source, batch.getSequence());
    Refusals refusals = new Refusals();
    SampleBatch samples = samples(origin, payload, refusals);
    List<LogBatch.Stream> streams = new ArrayList<>(payload.logs().size());
    for (LogColumns columns : payload.logs()) {
      addStream(columns, streams, refusals);
    }
    return new DecodedBatch(
        batch.getSequence(),
        new LogBatch(origin, LogBatch.Duplicates.KEPT, streams),
        samples,
        WireRefusals.of(batch.getSequence(), refusals.list()),
        List.of(share));
  }

  private SampleBatch samples(Origin origin, PayloadParts payload, Refusals refusals)
      throws UndecodableException {
    int count = payload.samples().stream().mapToInt(SampleReader::expectedSamples).sum();
    SampleBatch batch = new SampleBatch(origin, count);
    for (PayloadParts.Span span : payload.samples()) {
      reader.read(span, payload.bytes(), dictionary, batch, refusals);
    }
    for (MetricFamily family : payload.families()) {
      batch.add(
          new MetricMetadata(
              family.getName(), type(family.getType()), family.getHelp(), family.getUnit()));
    }
    return batch;
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
