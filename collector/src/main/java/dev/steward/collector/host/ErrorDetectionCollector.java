package dev.steward.collector.host;

import dev.steward.spi.model.Labels;
import java.io.IOException;

/** Memory errors that the hardware found, from {@code /sys/devices/system/edac}. */
final class ErrorDetectionCollector implements HostCollector {
  private static final String CONTROLLERS = "devices/system/edac/mc";
  private static final String UNKNOWN = "unknown";

  private final MetricFamily corrected =
      MetricFamily.counter(
          "node_edac_correctable_errors_total", "Errors that were corrected.", "controller");
  private final MetricFamily uncorrected =
      MetricFamily.counter(
          "node_edac_uncorrectable_errors_total", "Errors that were not corrected.", "controller");
  private final MetricFamily rowCorrected =
      MetricFamily.counter(
          "node_edac_csrow_correctable_errors_total",
          "Errors of one row of chips that were corrected.",
          "controller",
          "csrow");
  private final MetricFamily rowUncorrected =
      MetricFamily.counter(
          "node_edac_csrow_uncorrectable_errors_total",
          "Errors of one row of chips that were not corrected.",
          "controller",
          "csrow");

  @Override
  public String name() {
    return "edac";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    for (String name : HostFiles.names(files.sysPath(CONTROLLERS))) {
      if (name.matches("mc\\d+")) {
        controller(files, name, sink);
      }
    }
  }

  private void controller(HostFiles files, String name, MetricSink sink) {
    String folder = files.sysPath(CONTROLLERS + "/" + name + "/");
    String number = name.substring("mc".length());
    give(corrected, corrected.labels(number), files.number(folder + "ce_count"), sink);
    give(uncorrected, uncorrected.labels(number), files.number(folder + "ue_count"), sink);
    row(number, UNKNOWN, files.number(folder + "ce_noinfo_count"), rowCorrected, sink);
    row(number, UNKNOWN, files.number(folder + "ue_noinfo_count"), rowUncorrected, sink);
    for (String row : HostFiles.names(folder)) {
      if (row.matches("csrow\\d+")) {
        String rowNumber = row.substring("csrow".length());
        String rowFolder = folder + row + "/";
        row(number, rowNumber, files.number(rowFolder + "ce_count"), rowCorrected, sink);
        row(number, rowNumber, files.number(rowFolder + "ue_count"), rowUncorrected, sink);
      }
    }
  }

  private static void row(
      String controller, String row, double count, MetricFamily family, MetricSink sink) {
    give(family, family.labels(controller, row), count, sink);
  }

  private static void give(MetricFamily family, Labels labels, double count, MetricSink sink) {
    if (!Double.isNaN(count)) {
      sink.sample(family, labels, count);
    }
  }
}
