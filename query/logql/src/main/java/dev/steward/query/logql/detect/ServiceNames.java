package dev.steward.query.logql.detect;

import dev.steward.spi.model.Labels;
import java.util.List;

/**
 * The label {@code service_name} of streams that are pushed without one.
 *
 * <p>Source: Loki's default list of labels that name a service.
 */
public final class ServiceNames {
  /** The label. */
  public static final String LABEL = "service_name";

  /** Its value where no label names the service. */
  public static final String UNKNOWN = "unknown_service";

  private static final List<String> SOURCES =
      List.of(
          "service",
          "app",
          "application",
          "app_name",
          "name",
          "app_kubernetes_io_name",
          "container",
          "container_name",
          "k8s_container_name",
          "component",
          "workload",
          "job",
          "k8s_job_name");

  private ServiceNames() {}

  /** The stream with the label: its own where it has one, else the first label that names it. */
  public static Labels added(Labels stream) {
    return stream.has(LABEL) ? stream : stream.with(LABEL, discovered(stream));
  }

  private static String discovered(Labels stream) {
    for (String source : SOURCES) {
      String value = stream.valueOrEmpty(source);
      if (!value.isEmpty()) {
        return value;
      }
    }
    return UNKNOWN;
  }
}
