package dev.steward.collector.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The collectors that tell about file systems of their own kind. */
class StorageCollectorsTest {
  @TempDir Path folder;

  @Test
  void xfsTellsEachFileSystemAndNotTheirSum() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .sys(
                "fs/xfs/vda1/stats/stats",
                """
                extent_alloc 1 97 0 7
                dir 185039 92447 92444 136422
                rw 28 12
                xpc 399724544 92823103 86219234
                debug 0
                """)
            .sys("fs/xfs/stats/stats", "rw 100 100\n");
    assertEquals(
        """
        # TYPE node_xfs_extent_allocation_extents_allocated_total counter
        node_xfs_extent_allocation_extents_allocated_total{device="vda1"} 1
        # TYPE node_xfs_extent_allocation_blocks_allocated_total counter
        node_xfs_extent_allocation_blocks_allocated_total{device="vda1"} 97
        # TYPE node_xfs_extent_allocation_extents_freed_total counter
        node_xfs_extent_allocation_extents_freed_total{device="vda1"} 0
        # TYPE node_xfs_extent_allocation_blocks_freed_total counter
        node_xfs_extent_allocation_blocks_freed_total{device="vda1"} 7
        # TYPE node_xfs_directory_operation_lookup_total counter
        node_xfs_directory_operation_lookup_total{device="vda1"} 185039
        # TYPE node_xfs_directory_operation_create_total counter
        node_xfs_directory_operation_create_total{device="vda1"} 92447
        # TYPE node_xfs_directory_operation_remove_total counter
        node_xfs_directory_operation_remove_total{device="vda1"} 92444
        # TYPE node_xfs_directory_operation_getdents_total counter
        node_xfs_directory_operation_getdents_total{device="vda1"} 136422
        # TYPE node_xfs_write_calls_total counter
        node_xfs_write_calls_total{device="vda1"} 28
        # TYPE node_xfs_read_calls_total counter
        node_xfs_read_calls_total{device="vda1"} 12
        """,
        host.samples(new XfsCollector()));
  }

  @Test
  void btrfsTellsLayoutsDevicesAndCommits() throws IOException {
    String root = "fs/btrfs/7f07c59f-6136-449c-ab87-e1cf2328731b/";
    HostFixture host =
        new HostFixture(folder)
            .sys("fs/btrfs/features/raid1c34", "0\n")
            .sys(root + "label", "fixture\n")
            .sys(root + "allocation/global_rsv_size", "16777216\n")
            .sys(root + "allocation/data/bytes_reserved", "0\n")
            .sys(root + "allocation/data/raid5/used_bytes", "808189952\n")
            .sys(root + "allocation/data/raid5/total_bytes", "2147483648\n")
            .sys(root + "allocation/metadata/bytes_reserved", "1\n")
            .sys(root + "allocation/metadata/raid1/used_bytes", "933888\n")
            .sys(root + "allocation/metadata/raid1/total_bytes", "1073741824\n")
            .sys(root + "allocation/system/bytes_reserved", "2\n")
            .sys(root + "devices/loop22/size", "20971520\n")
            .sys(root + "devices/loop23/size", "20971520\n")
            .sys(root + "devices/loop24/size", "20971520\n")
            .sys(
                root + "commit_stats",
                "commits 258051\nlast_commit_ms 1000\nmax_commit_ms 51462\ntotal_commit_ms 500\n");
    String id = "uuid=\"7f07c59f-6136-449c-ab87-e1cf2328731b\"";
    assertEquals(
        """
        # TYPE node_btrfs_info gauge
        node_btrfs_info{label="fixture",ID} 1
        # TYPE node_btrfs_global_rsv_size_bytes gauge
        node_btrfs_global_rsv_size_bytes{ID} 1.6777216e+07
        # TYPE node_btrfs_device_size_bytes gauge
        node_btrfs_device_size_bytes{device="loop22",ID} 1.073741824e+10
        node_btrfs_device_size_bytes{device="loop23",ID} 1.073741824e+10
        node_btrfs_device_size_bytes{device="loop24",ID} 1.073741824e+10
        # TYPE node_btrfs_reserved_bytes gauge
        node_btrfs_reserved_bytes{block_group_type="data",ID} 0
        node_btrfs_reserved_bytes{block_group_type="metadata",ID} 1
        node_btrfs_reserved_bytes{block_group_type="system",ID} 2
        # TYPE node_btrfs_used_bytes gauge
        node_btrfs_used_bytes{block_group_type="data",mode="raid5",ID} 8.08189952e+08
        node_btrfs_used_bytes{block_group_type="metadata",mode="raid1",ID} 933888
        # TYPE node_btrfs_size_bytes gauge
        node_btrfs_size_bytes{block_group_type="data",mode="raid5",ID} 2.147483648e+09
        node_btrfs_size_bytes{block_group_type="metadata",mode="raid1",ID} 1.073741824e+09
        # TYPE node_btrfs_allocation_ratio gauge
        node_btrfs_allocation_ratio{block_group_type="data",mode="raid5",ID} 1.5
        node_btrfs_allocation_ratio{block_group_type="metadata",mode="raid1",ID} 2
        # TYPE node_btrfs_commits_total counter
        node_btrfs_commits_total{ID} 258051
        # TYPE node_btrfs_last_commit_seconds gauge
        node_btrfs_last_commit_seconds{ID} 1
        # TYPE node_btrfs_max_commit_seconds gauge
        node_btrfs_max_commit_seconds{ID} 51.462
        # TYPE node_btrfs_commit_seconds_total counter
        node_btrfs_commit_seconds_total{ID} 0.5
        """
            .replace("ID", id),
        host.samples(new BtrfsCollector()));
  }

  @Test
  void zfsTellsCachesPoolsAndDataSets() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .proc(
                "spl/kstat/zfs/arcstats",
                """
                6 1 0x01 91 4368 5266997922 97951858082072
                name                            type data
                hits                            4    8772612
                memory-direct_count             4    542
                note                            7    text
                arc_no_grow                     3    -1
                """)
            .proc("spl/kstat/zfs/pool1/state", "DEGRADED\n")
            .proc(
                "spl/kstat/zfs/pool1/objset-1",
                """
                23 1 0x01 7 2160 221578688875 6665999035587
                name                            type data
                dataset_name                    7    pool1/home dir
                writes                          4    4
                nread                           4    0
                """);
    assertEquals(
        """
        # TYPE node_zfs_arc_hits untyped
        node_zfs_arc_hits 8.772612e+06
        # TYPE node_zfs_arc_memory_direct_count untyped
        node_zfs_arc_memory_direct_count 542
        # TYPE node_zfs_arc_arc_no_grow untyped
        node_zfs_arc_arc_no_grow -1
        # TYPE node_zfs_zpool_state gauge
        node_zfs_zpool_state{state="degraded",zpool="pool1"} 1
        node_zfs_zpool_state{state="faulted",zpool="pool1"} 0
        node_zfs_zpool_state{state="offline",zpool="pool1"} 0
        node_zfs_zpool_state{state="online",zpool="pool1"} 0
        node_zfs_zpool_state{state="removed",zpool="pool1"} 0
        node_zfs_zpool_state{state="suspended",zpool="pool1"} 0
        node_zfs_zpool_state{state="unavail",zpool="pool1"} 0
        # TYPE node_zfs_zpool_dataset_writes untyped
        node_zfs_zpool_dataset_writes{dataset="pool1/home dir",zpool="pool1"} 4
        # TYPE node_zfs_zpool_dataset_nread untyped
        node_zfs_zpool_dataset_nread{dataset="pool1/home dir",zpool="pool1"} 0
        """,
        host.samples(new ZfsCollector()));
  }

  @Test
  void nfsTellsPacketsCallsAndProcedures() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .proc(
                "net/rpc/nfs",
                """
                net 70 1 69 45
                rpc 1218785755 374636 1218815394
                proc2 2 5 7
                proc4 3 98 51 54
                proc9 1 1
                """);
    assertEquals(
        """
        # TYPE node_nfs_packets_total counter
        node_nfs_packets_total{protocol="udp"} 1
        node_nfs_packets_total{protocol="tcp"} 69
        # TYPE node_nfs_connections_total counter
        node_nfs_connections_total 45
        # TYPE node_nfs_rpc_operations_total counter
        node_nfs_rpc_operations_total 1.218785755e+09
        # TYPE node_nfs_rpc_retransmissions_total counter
        node_nfs_rpc_retransmissions_total 374636
        # TYPE node_nfs_rpc_authentication_refreshes_total counter
        node_nfs_rpc_authentication_refreshes_total 1.218815394e+09
        # TYPE node_nfs_requests_total counter
        node_nfs_requests_total{method="Null",proto="2"} 5
        node_nfs_requests_total{method="GetAttr",proto="2"} 7
        node_nfs_requests_total{method="Null",proto="4"} 98
        node_nfs_requests_total{method="Read",proto="4"} 51
        node_nfs_requests_total{method="Write",proto="4"} 54
        """,
        host.samples(new NfsClientCollector()));
  }

  static Stream<HostCollector> collectors() {
    return Stream.of(
        new XfsCollector(),
        new BtrfsCollector(),
        new ZfsCollector(),
        new NfsClientCollector(),
        new PowerCappingCollector(),
        new PowerSupplyCollector());
  }

  @ParameterizedTest
  @MethodSource("collectors")
  void aHostWithoutTheKindSaysSo(HostCollector collector) {
    NoSuchFileException absent =
        assertThrows(NoSuchFileException.class, () -> new HostFixture(folder).samples(collector));
    assertTrue(absent.getFile().startsWith(folder.toString()), absent.getFile());
  }
}
