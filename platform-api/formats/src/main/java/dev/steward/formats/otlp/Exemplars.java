package dev.steward.formats.otlp;

import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Exemplars: the ids of trace and span, and the attributes where they fit beside. */
final class Exemplars {
  /** What OpenMetrics allows the labels of an exemplar, names and values together. */
  private static final int MAX_CHARACTERS = 128;

  private Exemplars() {}

  static List<Exemplar> of(List<io.opentelemetry.proto.metrics.v1.Exemplar> exemplars) {
    List<Exemplar> mapped = new ArrayList<>();
    for (io.opentelemetry.proto.metrics.v1.Exemplar exemplar : exemplars) {
      double value =
          switch (exemplar.getValueCase()) {
            case AS_DOUBLE -> exemplar.getAsDouble();
            case AS_INT -> exemplar.getAsInt();
            case VALUE_NOT_SET -> 0;
          };
      mapped.add(
          new Exemplar(
              labels(exemplar), value, TimeUnit.NANOSECONDS.toMillis(exemplar.getTimeUnixNano())));
    }
    return mapped;
  }

  private static Labels labels(io.opentelemetry.proto.metrics.v1.Exemplar exemplar) {
    Labels.Builder ids = Labels.builder();
    if (!exemplar.getTraceId().isEmpty()) {
      ids.set("trace_id", HexFormat.of().formatHex(exemplar.getTraceId().toByteArray()));
    }
    if (!exemplar.getSpanId().isEmpty()) {
      ids.set("span_id", HexFormat.of().formatHex(exemplar.getSpanId().toByteArray()));
    }
    Labels alone = ids.build();
    for (KeyValue attribute : exemplar.getFilteredAttributesList()) {
      String name = LabelNames.of(attribute.getKey());
      if (!name.isEmpty()) {
        ids.set(name, AttributeText.of(attribute.getValue()));
      }
    }
    Labels all = ids.build();
    int characters = 0;
    for (int i = 0; i < all.size(); i++) {
      characters += all.name(i).length() + all.value(i).length();
    }
    return characters <= MAX_CHARACTERS ? all : alone;
  }
}
