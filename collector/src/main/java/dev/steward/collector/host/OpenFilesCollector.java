package dev.steward.collector.host;

import java.io.IOException;

/** Open files of the whole machine, from {@code /proc/sys/fs/file-nr}. */
final class OpenFilesCollector implements HostCollector {
  private final MetricFamily allocated =
      MetricFamily.gauge("node_filefd_allocated", "Files that are open.");
  private final MetricFamily maximum =
      MetricFamily.gauge("node_filefd_maximum", "Files that may be open.");

  @Override
  public String name() {
    return "filefd";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    Fields counts = files.proc("sys/fs/file-nr");
    sink.sample(allocated, allocated.labels(), counts.number());
    counts.skipFields(1);
    sink.sample(maximum, maximum.labels(), counts.number());
  }
}
