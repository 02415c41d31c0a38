package dev.steward.collector.container;

import java.io.IOException;
import java.util.List;

/** Reads control groups of one version of the kernel's interface. For one thread. */
sealed interface CgroupReader permits CgroupVersion1, CgroupVersion2 {
  /** Paths of all groups that may be containers, from the root of the hierarchy. */
  List<String> paths();

  /** What a group uses now. */
  CgroupUsage usage(String path) throws IOException;

  /** The file that lists the processes of a group. */
  String processes(String path);
}
