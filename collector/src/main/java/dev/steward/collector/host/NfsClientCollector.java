package dev.steward.collector.host;

import java.io.IOException;
import java.util.Map;

/**
 * What this host asks of NFS servers, from {@code /proc/net/rpc/nfs}.
 *
 * <p>Source: the kernel's procedure tables of the NFS client, versions 2, 3 and 4; a line {@code
 * procN} has the number of procedures, then how often each was called.
 */
final class NfsClientCollector implements HostCollector {
  private static final Map<String, String[]> PROCEDURES =
      Map.of(
          "2",
          words(
              "Null GetAttr SetAttr Root Lookup ReadLink Read WrCache Write Create Remove Rename"
                  + " Link SymLink MkDir RmDir ReadDir FsStat"),
          "3",
          words(
              "Null GetAttr SetAttr Lookup Access ReadLink Read Write Create MkDir SymLink MkNod"
                  + " Remove RmDir Rename Link ReadDir ReadDirPlus FsStat FsInfo PathConf Commit"),
          "4",
          words(
              "Null Read Write Commit Open OpenConfirm OpenNoattr OpenDowngrade Close Setattr"
                  + " FsInfo Renew SetClientID SetClientIDConfirm Lock Lockt Locku Access Getattr"
                  + " Lookup LookupRoot Remove Rename Link Symlink Create Pathconf StatFs ReadLink"
                  + " ReadDir ServerCaps DelegReturn GetACL SetACL FsLocations ReleaseLockowner"
                  + " Secinfo FsidPresent ExchangeID CreateSession DestroySession Sequence"
                  + " GetLeaseTime ReclaimComplete LayoutGet GetDeviceInfo LayoutCommit"
                  + " LayoutReturn SecinfoNoName TestStateID FreeStateID GetDeviceList"
                  + " BindConnToSession DestroyClientID Seek Allocate DeAllocate LayoutStats"
                  + " Clone"));

  private final MetricFamily packets =
      MetricFamily.counter("node_nfs_packets_total", "Packets sent by a protocol.", "protocol");
  private final MetricFamily connections =
      MetricFamily.counter("node_nfs_connections_total", "TCP connections.");
  private final MetricFamily operations =
      MetricFamily.counter("node_nfs_rpc_operations_total", "Calls.");
  private final MetricFamily retransmissions =
      MetricFamily.counter("node_nfs_rpc_retransmissions_total", "Calls sent again.");
  private final MetricFamily refreshes =
      MetricFamily.counter(
          "node_nfs_rpc_authentication_refreshes_total", "Renewals of credentials.");
  private final MetricFamily requests =
      MetricFamily.counter("node_nfs_requests_total", "Calls of a procedure.", "proto", "method");

  private static String[] words(String text) {
    return text.split(" ");
  }

  @Override
  public String name() {
    return "nfs";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    Fields statistics = files.proc("net/rpc/nfs");
    do {
      String line = statistics.word();
      if (line.equals("net")) {
        statistics.skipFields(1);
        sink.sample(packets, packets.labels("udp"), statistics.number());
        sink.sample(packets, packets.labels("tcp"), statistics.number());
        sink.sample(connections, connections.labels(), statistics.number());
      } else if (line.equals("rpc")) {
        sink.sample(operations, operations.labels(), statistics.number());
        sink.sample(retransmissions, retransmissions.labels(), statistics.number());
        sink.sample(refreshes, refreshes.labels(), statistics.number());
      } else if (line.startsWith("proc")) {
        procedures(statistics, line.substring("proc".length()), sink);
      }
    } while (statistics.nextLine());
  }

  private void procedures(Fields statistics, String version, MetricSink sink) throws IOException {
    String[] names = PROCEDURES.get(version);
    if (names != null) {
      statistics.skipFields(1);
      for (int i = 0; i < names.length && statistics.hasNext(); i++) {
        sink.sample(requests, requests.labels(version, names[i]), statistics.number());
      }
    }
  }
}
