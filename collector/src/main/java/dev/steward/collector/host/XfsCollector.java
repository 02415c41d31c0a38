package dev.steward.collector.host;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;

/**
 * What each XFS file system did, from {@code /sys/fs/xfs}.
 *
 * <p>Source: the kernel's documentation of XFS run-time statistics; each line of the file is a name
 * and numbers whose meaning is their position.
 */
final class XfsCollector implements HostCollector {
  private final Map<String, MetricFamily[]> lines = new HashMap<>();

  XfsCollector() {
    line(
        "extent_alloc",
        "extent_allocation_extents_allocated",
        "extent_allocation_blocks_allocated",
        "extent_allocation_extents_freed",
        "extent_allocation_blocks_freed");
    line(
        "abt",
        "allocation_btree_lookups",
        "allocation_btree_compares",
        "allocation_btree_records_inserted",
        "allocation_btree_records_deleted");
    line(
        "blk_map",
        "block_mapping_reads",
        "block_mapping_writes",
        "block_mapping_unmaps",
        "block_mapping_extent_list_insertions",
        "block_mapping_extent_list_deletions",
        "block_mapping_extent_list_lookups",
        "block_mapping_extent_list_compares");
    line(
        "bmbt",
        "block_map_btree_lookups",
        "block_map_btree_compares",
        "block_map_btree_records_inserted",
        "block_map_btree_records_deleted");
    line(
        "dir",
        "directory_operation_lookup",
        "directory_operation_create",
        "directory_operation_remove",
        "directory_operation_getdents");
    line(
        "ig",
        "inode_operation_attempts",
        "inode_operation_found",
        "inode_operation_recycled",
        "inode_operation_missed",
        "inode_operation_duplicates",
        "inode_operation_reclaims",
        "inode_operation_attribute_changes");
    line("rw", "write_calls", "read_calls");
    line(
        "vnodes",
        "vnode_active",
        "vnode_allocate",
        "vnode_get",
        "vnode_hold",
        "vnode_release",
        "vnode_reclaim",
        "vnode_remove");
  }

  private void line(String name, String... metrics) {
    MetricFamily[] families = new MetricFamily[metrics.length];
    for (int i = 0; i < metrics.length; i++) {
      String words = metrics[i].replace('_', ' ');
      families[i] =
          MetricFamily.counter(
              "node_xfs_" + metrics[i] + "_total", "XFS: " + words + ".", "device");
    }
    lines.put(name, families);
  }

  @Override
  public String name() {
    return "xfs";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    boolean found = false;
    for (String device : HostFiles.names(files.sysPath("fs/xfs"))) {
      if (!device.equals("stats")) { // the sum of all
        try {
          read(files.read(files.sysPath("fs/xfs/" + device + "/stats/stats")), device, sink);
          found = true;
        } catch (NoSuchFileException e) {
          continue; // unmounted since, or not a file system
        }
      }
    }
    if (!found) {
      throw new NoSuchFileException(files.sysPath("fs/xfs"));
    }
  }

  private void read(Fields stats, String device, MetricSink sink) throws IOException {
    do {
      MetricFamily[] families = lines.get(stats.word());
      if (families != null) {
        for (int i = 0; i < families.length && stats.hasNext(); i++) {
          sink.sample(families[i], families[i].labels(device), stats.number());
        }
      }
    } while (stats.nextLine());
  }
}
