package dev.steward.collector.batch;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.google.protobuf.ByteString;
import dev.steward.collector.queue.EncodedBatch;
import dev.steward.collector.queue.Frame;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import dev.steward.wire.v1.MetricFamily;
import dev.steward.wire.v1.Payload;
import java.io.Closeable;
import java.util.Map;

/**
 * Turns batches into compressed payloads. Its buffers and its compressor are used again and again.
 * For one thread.
 */
final class PayloadEncoder implements Closeable {
  private static final int LEVEL = 1;

  private final ZstdCompressCtx compressor = new ZstdCompressCtx().setLevel(LEVEL);
  private final LabelDictionary dictionary = new LabelDictionary();
  private final ProtoBuffer content = new ProtoBuffer(1 << 16);
  private final ProtoBuffer message = new ProtoBuffer(1 << 16);
  private final ProtoBuffer scratch = new ProtoBuffer(1 << 12);
  private byte[] compressed = new byte[1 << 16];

  LabelDictionary dictionary() {
    return dictionary;
  }

  /** Encodes a batch for the dictionary that was turned to last. */
  EncodedBatch encode(OpenBatch batch) {
    content.clear();
    batch.samples().forEach(this::encodeSamples);
    for (Map.Entry<Labels, LogColumn> entry : batch.logs().entrySet()) {
      message.clear();
      int stream = dictionary.id(entry.getKey());
      entry.getValue().encode(message, scratch, stream, dictionary);
      content.nestedField(Payload.LOGS_FIELD_NUMBER, message);
    }
    batch.families().stream().filter(dictionary::isNews).forEach(this::encodeFamily);
    Frame definitions = compress(dictionary.definitions());
    dictionary.definitionsTaken();
    return new EncodedBatch(definitions, compress(content), batch.positions());
  }

  private void encodeSamples(Long timestampMillis, SampleColumn column) {
    message.clear();
    column.encode(message, scratch, timestampMillis, dictionary);
    content.nestedField(Payload.SAMPLES_FIELD_NUMBER, message);
  }

  private void encodeFamily(MetricMetadata family) {
    message.clear();
    message.textField(MetricFamily.NAME_FIELD_NUMBER, family.family());
    message
        .tag(MetricFamily.TYPE_FIELD_NUMBER, ProtoBuffer.VARINT)
        .varint(wireType(family.type()).getNumber());
    message.textField(MetricFamily.HELP_FIELD_NUMBER, family.help());
    message.textField(MetricFamily.UNIT_FIELD_NUMBER, family.unit());
    content.nestedField(Payload.FAMILIES_FIELD_NUMBER, message);
  }

  private static dev.steward.wire.v1.MetricType wireType(MetricType type) {
    return switch (type) {
      case UNKNOWN -> dev.steward.wire.v1.MetricType.METRIC_TYPE_UNKNOWN;
      case COUNTER -> dev.steward.wire.v1.MetricType.METRIC_TYPE_COUNTER;
      case GAUGE -> dev.steward.wire.v1.MetricType.METRIC_TYPE_GAUGE;
      case SUMMARY -> dev.steward.wire.v1.MetricType.METRIC_TYPE_SUMMARY;
      case HISTOGRAM -> dev.steward.wire.v1.MetricType.METRIC_TYPE_HISTOGRAM;
      case GAUGE_HISTOGRAM -> dev.steward.wire.v1.MetricType.METRIC_TYPE_GAUGE_HISTOGRAM;
      case INFO -> dev.steward.wire.v1.MetricType.METRIC_TYPE_INFO;
      case STATE_SET -> dev.steward.wire.v1.MetricType.METRIC_TYPE_STATE_SET;
    };
  }

  private Frame compress(ProtoBuffer source) {
    if (source.size() == 0) {
      return Frame.EMPTY;
    }
    int bound = (int) Zstd.compressBound(source.size());
    if (compressed.length < bound) {
      compressed = new byte[bound];
    }
    int length =
        compressor.compressByteArray(
            compressed, 0, compressed.length, source.array(), 0, source.size());
    return new Frame(ByteString.copyFrom(compressed, 0, length), source.size());
  }

  @Override
  public void close() {
    compressor.close();
  }
}
