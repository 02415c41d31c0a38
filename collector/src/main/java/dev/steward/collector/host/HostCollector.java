package dev.steward.collector.host;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** One group of a host's metrics. For one thread; an instance keeps what it need not make again. */
public interface HostCollector {
  /** The name that node_exporter gives this group. */
  String name();

  /**
   * Reads and gives the samples of now.
   *
   * @throws NoSuchFileException if this host has nothing of the kind
   * @throws IOException if it could not be read, or is not what it should be
   */
  void collect(HostFiles files, MetricSink sink) throws IOException;
}
