package dev.steward.formats.otlp;

import dev.steward.spi.model.Labels;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A resource as a target of Prometheus: {@code job} and {@code instance} stand on each of its
 * series, its other attributes on {@code target_info}. Remembers the times of its points.
 */
final class Target {
  private static final String SERVICE = "service.name";
  private static final String NAMESPACE = "service.namespace";
  private static final String INSTANCE = "service.instance.id";
  private static final Set<String> IDENTIFYING = Set.of(SERVICE, NAMESPACE, INSTANCE);

  /** Half of how far back a query looks: so far apart, samples are found at any moment. */
  private static final long INFO_STEP_MILLIS = TimeUnit.SECONDS.toMillis(150);

  private static final long MAX_INFO_SAMPLES = 1000;

  private final List<KeyValue> attributes;
  private final @Nullable String job;
  private final @Nullable String instance;
  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis = Long.MIN_VALUE;

  private Target(List<KeyValue> attributes) {
    Map<String, String> identity = new HashMap<>();
    for (KeyValue attribute : attributes) {
      if (IDENTIFYING.contains(attribute.getKey())) {
        identity.put(attribute.getKey(), AttributeText.of(attribute.getValue()));
      }
    }
    this.attributes = attributes;
    String service = identity.get(SERVICE);
    String namespace = identity.get(NAMESPACE);
    job = service == null || namespace == null ? service : namespace + "/" + service;
    instance = identity.get(INSTANCE);
  }

  static Target of(Resource resource) {
    return new Target(resource.getAttributesList());
  }

  /** The labels of a point: its attributes, job and instance; without the metric's name. */
  Labels labels(List<KeyValue> pointAttributes) {
    Labels.Builder labels = Labels.builder();
    List<KeyValue> sorted = new ArrayList<>(pointAttributes);
    sorted.sort(Comparator.comparing(KeyValue::getKey));
    for (KeyValue attribute : sorted) {
      String name = LabelNames.of(attribute.getKey());
      String value = AttributeText.of(attribute.getValue());
      if (!name.isEmpty() && !value.isEmpty()) {
        // Attributes that differ only in what no label may hold share one.
        String before = labels.value(name);
        labels.set(name, before == null ? value : before + ";" + value);
      }
    }
    if (job != null && !job.isEmpty()) {
      labels.set("job", job);
    }
    if (instance != null && !instance.isEmpty()) {
      labels.set("instance", instance);
    }
    return labels.build();
  }

  /** Remembers the time of a point, and gives it in milliseconds. */
  long seen(long timeNanos) {
    long millis = TimeUnit.NANOSECONDS.toMillis(timeNanos);
    firstMillis = Math.min(firstMillis, millis);
    lastMillis = Math.max(lastMillis, millis);
    return millis;
  }

  /** Tells what else is known of the target, over the whole time of its points. */
  void info(OtlpMetrics.Sink sink) {
    List<KeyValue> others =
        attributes.stream().filter(each -> !IDENTIFYING.contains(each.getKey())).toList();
    if (others.isEmpty() || lastMillis < firstMillis || (job == null && instance == null)) {
      return;
    }
    Labels series = labels(others).with(Labels.METRIC_NAME, "target_info");
    long first = Math.max(firstMillis, lastMillis - MAX_INFO_SAMPLES * INFO_STEP_MILLIS);
    for (long time = first; time < lastMillis; time += INFO_STEP_MILLIS) {
      sink.sample(series, time, 1, 0);
    }
    sink.sample(series, lastMillis, 1, 0);
  }
}
