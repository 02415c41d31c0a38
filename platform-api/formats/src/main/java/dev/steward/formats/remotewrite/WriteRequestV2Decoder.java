package dev.steward.formats.remotewrite;

import static dev.steward.formats.protobuf.MessageReader.FIXED64;
import static dev.steward.formats.protobuf.MessageReader.LENGTH_DELIMITED;
import static dev.steward.formats.protobuf.MessageReader.VARINT;

import dev.steward.formats.protobuf.MalformedMessageException;
import dev.steward.formats.protobuf.MessageReader;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.MetricType;

/**
 * Reads a remote write 2.0 request, already decompressed, straight from its bytes. For one thread
 * and one request.
 *
 * <p>Layout: {@code Request{4: symbols, 5: timeseries}}, {@code TimeSeries{1: labels_refs, 2:
 * samples, 3: histograms, 4: exemplars, 5: metadata, 6: created_timestamp}}, {@code Sample{1:
 * value, 2: timestamp, 3: start_timestamp}}, {@code Metadata{1: type, 3: help_ref, 4: unit_ref}}.
 * Source: the Remote-Write 2.0 specification, rc.4; {@code created_timestamp} is what rc.3 had.
 *
 * <p>Texts come once a request and are hashed once; the hash of a series is made of theirs.
 */
public final class WriteRequestV2Decoder {
  private static final int SYMBOL = 4 << 3 | LENGTH_DELIMITED;
  private static final int SERIES = 5 << 3 | LENGTH_DELIMITED;
  private static final int LABELS_REFS = 1 << 3 | LENGTH_DELIMITED;
  private static final int LABEL_REF = 1 << 3 | VARINT;
  private static final int SAMPLE = 2 << 3 | LENGTH_DELIMITED;
  private static final int HISTOGRAM = 3 << 3 | LENGTH_DELIMITED;
  private static final int EXEMPLAR = 4 << 3 | LENGTH_DELIMITED;
  private static final int METADATA = 5 << 3 | LENGTH_DELIMITED;
  private static final int CREATED_TIMESTAMP = 6 << 3 | VARINT;

  private final MessageReader reader;
  private final WriteSink sink;
  private final SymbolTable symbols;
  private final LabelRefs labels;
  private final LabelRefs exemplarLabels;
  private final HistogramReader histograms = new HistogramReader();

  private WriteRequestV2Decoder(byte[] bytes, int length, KeyedHash hash, WriteSink sink) {
    this.reader = new MessageReader(bytes, 0, length);
    this.sink = sink;
    this.symbols = new SymbolTable(bytes, hash);
    this.labels = new LabelRefs(symbols, hash);
    this.exemplarLabels = new LabelRefs(symbols, hash);
  }

  /**
   * Reads the request in the first {@code length} bytes of an array, which must not change
   * meanwhile.
   *
   * @throws MalformedMessageException if the bytes are not a request; what was read before has been
   *     handed over
   */
  public static void decode(byte[] bytes, int length, KeyedHash hash, WriteSink sink)
      throws MalformedMessageException {
    new WriteRequestV2Decoder(bytes, length, hash, sink).request();
  }

  private void request() throws MalformedMessageException {
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      if (tag == SYMBOL) {
        symbols.add(reader);
      } else {
        reader.skip(tag);
      }
    }
    if (symbols.has(0) && !symbols.isEmpty(0)) {
      throw new MalformedMessageException(symbols.offset(0), "symbols: the first is not empty");
    }
    reader.moveTo(0);
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      if (tag == SERIES) {
        series();
      } else {
        reader.skip(tag);
      }
    }
  }

  private void series() throws MalformedMessageException {
    int outer = reader.enter();
    int start = reader.position();
    long startMillis = readLabels();
    sink.series(labels);
    reader.moveTo(start);
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case SAMPLE -> sample(startMillis);
        case HISTOGRAM -> histograms.read(reader, startMillis, sink);
        case EXEMPLAR -> exemplar();
        case METADATA -> metadata();
        default -> reader.skip(tag);
      }
    }
    reader.leave(outer);
  }

  /** Takes the labels of the series; returns since when its samples have been counting. */
  private long readLabels() throws MalformedMessageException {
    labels.start();
    long startMillis = 0;
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case LABELS_REFS, LABEL_REF -> labels.read(reader, tag);
        case CREATED_TIMESTAMP -> startMillis = reader.varint();
        default -> reader.skip(tag);
      }
    }
    labels.finish();
    return startMillis;
  }

  private void sample(long seriesStartMillis) throws MalformedMessageException {
    double value = 0;
    long timestamp = 0;
    long startMillis = seriesStartMillis;
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case 1 << 3 | FIXED64 -> value = reader.float64();
        case 2 << 3 | VARINT -> timestamp = reader.varint();
        case 3 << 3 | VARINT -> startMillis = reader.varint();
        default -> reader.skip(tag);
      }
    }
    reader.leave(outer);
    sink.sample(timestamp, value, startMillis);
  }

  private void exemplar() throws MalformedMessageException {
    double value = 0;
    long timestamp = 0;
    exemplarLabels.start();
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case LABELS_REFS, LABEL_REF -> exemplarLabels.read(reader, tag);
        case 2 << 3 | FIXED64 -> value = reader.float64();
        case 3 << 3 | VARINT -> timestamp = reader.varint();
        default -> reader.skip(tag);
      }
    }
    reader.leave(outer);
    try {
      sink.exemplar(new Exemplar(exemplarLabels.ofExemplar(), value, timestamp));
    } catch (InvalidLabelsException e) {
      sink.refused(WriteSink.Part.EXEMPLAR, String.valueOf(e.getMessage()));
    }
  }

  private void metadata() throws MalformedMessageException {
    MetricType type = MetricType.UNKNOWN;
    int help = 0;
    int unit = 0;
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case 1 << 3 | VARINT -> type = MetadataTypes.of(reader.varint());
        case 3 << 3 | VARINT -> help = (int) reader.varint();
        case 4 << 3 | VARINT -> unit = (int) reader.varint();
        default -> reader.skip(tag);
      }
    }
    reader.leave(outer);
    if (type != MetricType.UNKNOWN || help != 0 || unit != 0) {
      sink.metadata(type, symbols, help, unit);
    }
  }
}
