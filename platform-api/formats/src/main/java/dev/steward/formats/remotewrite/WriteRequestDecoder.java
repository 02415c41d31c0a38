package dev.steward.formats.remotewrite;

import static dev.steward.formats.protobuf.MessageReader.FIXED64;
import static dev.steward.formats.protobuf.MessageReader.LENGTH_DELIMITED;
import static dev.steward.formats.protobuf.MessageReader.VARINT;

import dev.steward.formats.protobuf.MalformedMessageException;
import dev.steward.formats.protobuf.MessageReader;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;

/**
 * Reads a remote write 1.0 request, already decompressed, straight from its bytes. For one thread
 * and one request.
 *
 * <p>Layout: {@code WriteRequest{1: timeseries, 3: metadata}}, {@code TimeSeries{1: labels, 2:
 * samples, 3: exemplars, 4: histograms}}, {@code Label{1: name, 2: value}}, {@code Sample{1: value,
 * 2: timestamp}}. Source: Prometheus, {@code prompb}.
 *
 * <p>A request is mostly labels, of series that were there a scrape ago: so the labels of a series
 * are hashed as they lie there, and read only if nobody knows the hash. No object is made for a
 * series or a float sample.
 */
public final class WriteRequestDecoder {
  private static final int SERIES = 1 << 3 | LENGTH_DELIMITED;
  private static final int METADATA = 3 << 3 | LENGTH_DELIMITED;
  private static final int LABEL = 1 << 3 | LENGTH_DELIMITED;
  private static final int SAMPLE = 2 << 3 | LENGTH_DELIMITED;
  private static final int EXEMPLAR = 3 << 3 | LENGTH_DELIMITED;
  private static final int HISTOGRAM = 4 << 3 | LENGTH_DELIMITED;

  private final MessageReader reader;
  private final WriteSink sink;
  private final LabelFields labels;
  private final LabelFields exemplarLabels;
  private final HistogramReader histograms = new HistogramReader();

  private WriteRequestDecoder(byte[] bytes, int length, KeyedHash hash, WriteSink sink) {
    this.reader = new MessageReader(bytes, 0, length);
    this.sink = sink;
    this.labels = new LabelFields(bytes, hash);
    this.exemplarLabels = new LabelFields(bytes, hash);
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
    new WriteRequestDecoder(bytes, length, hash, sink).request();
  }

  private void request() throws MalformedMessageException {
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case SERIES -> series();
        case METADATA -> metadata();
        default -> reader.skip(tag);
      }
    }
  }

  private void series() throws MalformedMessageException {
    int outer = reader.enter();
    int afterLabels = readLabels();
    sink.series(labels);
    reader.moveTo(afterLabels);
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case SAMPLE -> sample();
        case HISTOGRAM -> histograms.read(reader, 0, sink);
        case EXEMPLAR -> exemplar();
        default -> reader.skip(tag);
      }
    }
    reader.leave(outer);
  }

  /**
   * Takes all labels of the series, also those behind samples; returns where other fields start.
   */
  private int readLabels() throws MalformedMessageException {
    labels.start();
    int others = -1;
    int before = reader.position();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      if (tag == LABEL) {
        labels.add(reader);
      } else {
        others = others < 0 ? before : others;
        reader.skip(tag);
      }
      before = reader.position();
    }
    return others < 0 ? before : others;
  }

  private void sample() throws MalformedMessageException {
    double value = 0;
    long timestamp = 0;
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case 1 << 3 | FIXED64 -> value = reader.float64();
        case 2 << 3 | VARINT -> timestamp = reader.varint();
        default -> reader.skip(tag);
      }
    }
    reader.leave(outer);
    sink.sample(timestamp, value, 0);
  }

  private void exemplar() throws MalformedMessageException {
    double value = 0;
    long timestamp = 0;
    exemplarLabels.start();
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case LABEL -> exemplarLabels.add(reader);
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
    String family = "";
    String help = "";
    String unit = "";
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case 1 << 3 | VARINT -> type = MetadataTypes.of(reader.varint());
        case 2 << 3 | LENGTH_DELIMITED -> family = reader.text();
        case 4 << 3 | LENGTH_DELIMITED -> help = reader.text();
        case 5 << 3 | LENGTH_DELIMITED -> unit = reader.text();
        default -> reader.skip(tag);
      }
    }
    reader.leave(outer);
    if (!family.isEmpty()) {
      sink.family(new MetricMetadata(family, type, help, unit));
    }
  }
}
