package dev.steward.formats.otlp;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What OpenTelemetry's log records become in Loki's model: a few attributes of the resource name
 * the stream; all others, the scope and the record's fields are structured metadata; the body is
 * the line. Source: Loki, {@code pkg/loghttp/push/otlp.go} and its default configuration.
 */
public final class OtlpLogs {
  /** Hears of streams and entries, each entry after its stream. */
  public interface Sink {
    /** The entries that follow belong to this stream. */
    void stream(Labels labels);

    /** One entry. */
    void entry(long timestampNanos, Line line, Labels metadata);
  }

  /** Attributes of a resource that name its stream. */
  private static final Set<String> INDEXED =
      Set.of(
          "service.name",
          "service.namespace",
          "service.instance.id",
          "deployment.environment",
          "deployment.environment.name",
          "cloud.region",
          "cloud.availability_zone",
          "k8s.cluster.name",
          "k8s.namespace.name",
          "k8s.pod.name",
          "k8s.container.name",
          "container.name",
          "k8s.replicaset.name",
          "k8s.deployment.name",
          "k8s.statefulset.name",
          "k8s.daemonset.name",
          "k8s.cronjob.name",
          "k8s.job.name");

  private OtlpLogs() {}

  /**
   * Hands every record of a request to a sink.
   *
   * @param receivedNanos when the request came: the time of records without one
   */
  public static void map(ExportLogsServiceRequest request, long receivedNanos, Sink sink) {
    for (ResourceLogs resource : request.getResourceLogsList()) {
      Labels.Builder stream = Labels.builder();
      Labels.Builder shared = Labels.builder();
      for (KeyValue attribute : resource.getResource().getAttributesList()) {
        set(INDEXED.contains(attribute.getKey()) ? stream : shared, attribute, "");
      }
      sink.stream(stream.build());
      Labels ofResource = shared.build();
      for (ScopeLogs scope : resource.getScopeLogsList()) {
        Labels ofScope = scope(scope.getScope(), ofResource);
        for (LogRecord entry : scope.getLogRecordsList()) {
          sink.entry(time(entry, receivedNanos), line(entry), metadata(entry, ofScope));
        }
      }
    }
  }

  private static Labels scope(InstrumentationScope scope, Labels ofResource) {
    Labels.Builder labels = ofResource.edit();
    setAll(labels, scope.getAttributesList());
    set(labels, "scope_name", scope.getName());
    set(labels, "scope_version", scope.getVersion());
    setNumber(labels, "scope_dropped_attributes_count", scope.getDroppedAttributesCount());
    return labels.build();
  }

  private static Labels metadata(LogRecord entry, Labels ofScope) {
    Labels.Builder labels = ofScope.edit();
    setAll(labels, entry.getAttributesList());
    if (entry.getTimeUnixNano() != 0 && entry.getObservedTimeUnixNano() != 0) {
      set(labels, "observed_timestamp", Long.toString(entry.getObservedTimeUnixNano()));
    }
    setNumber(labels, "severity_number", entry.getSeverityNumberValue());
    set(labels, "severity_text", entry.getSeverityText());
    setNumber(labels, "dropped_attributes_count", entry.getDroppedAttributesCount());
    setNumber(labels, "flags", entry.getFlags());
    set(labels, "trace_id", HexFormat.of().formatHex(entry.getTraceId().toByteArray()));
    set(labels, "span_id", HexFormat.of().formatHex(entry.getSpanId().toByteArray()));
    return labels.build();
  }

  private static long time(LogRecord entry, long receivedNanos) {
    if (entry.getTimeUnixNano() != 0) {
      return entry.getTimeUnixNano();
    }
    return entry.getObservedTimeUnixNano() != 0 ? entry.getObservedTimeUnixNano() : receivedNanos;
  }

  private static Line line(LogRecord entry) {
    AnyValue body = entry.getBody();
    return body.getValueCase() == AnyValue.ValueCase.STRING_VALUE
        ? Line.wrap(body.getStringValueBytes().toByteArray())
        : Line.of(AttributeText.of(body));
  }

  private static void setAll(Labels.Builder labels, List<KeyValue> attributes) {
    for (KeyValue attribute : attributes) {
      set(labels, attribute, "");
    }
  }

  /** Sets an attribute; a map becomes a label for each of its members. */
  private static void set(Labels.Builder labels, KeyValue attribute, String prefix) {
    String name = LabelNames.of(prefix + attribute.getKey());
    AnyValue value = attribute.getValue();
    if (value.getValueCase() == AnyValue.ValueCase.KVLIST_VALUE) {
      for (KeyValue member : value.getKvlistValue().getValuesList()) {
        set(labels, member, name + "_");
      }
    } else if (!name.isEmpty()) {
      set(labels, name, AttributeText.of(value));
    }
  }

  private static void setNumber(Labels.Builder labels, String name, int number) {
    if (number != 0) {
      set(labels, name, Integer.toUnsignedString(number));
    }
  }

  /** A label without a value is none. */
  private static void set(Labels.Builder labels, String name, String value) {
    if (!value.isEmpty() && !isZeroes(name, value)) {
      labels.set(name, value);
    }
  }

  /** An id of zeroes is none. */
  private static boolean isZeroes(String name, String value) {
    return (name.equals("trace_id") || name.equals("span_id"))
        && value.chars().allMatch(c -> c == '0');
  }
}
