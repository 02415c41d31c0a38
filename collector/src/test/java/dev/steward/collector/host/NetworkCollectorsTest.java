package dev.steward.collector.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collectors that tell about the network. */
class NetworkCollectorsTest {
  @TempDir Path folder;

  @Test
  void neighboursByDevice() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .proc(
                "net/arp",
                """
                IP address       HW type     Flags       HW address            Mask     Device
                192.168.1.1      0x1         0x2         52:54:00:12:34:56     *        eth0
                192.168.1.2      0x1         0x2         52:54:00:12:34:57     *        eth0
                10.8.0.1         0x1         0x0         00:00:00:00:00:00     *        br0
                """);
    assertEquals(
        """
        # TYPE node_arp_entries gauge
        node_arp_entries{device="br0"} 1
        node_arp_entries{device="eth0"} 2
        """,
        host.samples(new ArpCollector()));
  }

  @Test
  void protocolCounts() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .proc(
                "net/netstat",
                """
                TcpExt: SyncookiesSent ListenOverflows TW PruneCalled
                TcpExt: 1 2 3 4
                IpExt: InNoRoutes InOctets OutOctets
                IpExt: 5 6286396970 7
                """)
            .proc(
                "net/snmp",
                """
                Ip: Forwarding DefaultTTL
                Ip: 1 64
                Tcp: RtoMax MaxConn ActiveOpens CurrEstab InErrs
                Tcp: 120000 -1 8 9 10
                Udp: InDatagrams NoPorts
                Udp: 11 12
                """)
            .proc("net/snmp6", "Ip6InOctets 13\nIp6InMcastPkts 14\nUdp6InErrors 15\n");
    assertEquals(
        """
        # TYPE node_netstat_TcpExt_SyncookiesSent untyped
        node_netstat_TcpExt_SyncookiesSent 1
        # TYPE node_netstat_TcpExt_ListenOverflows untyped
        node_netstat_TcpExt_ListenOverflows 2
        # TYPE node_netstat_IpExt_InOctets untyped
        node_netstat_IpExt_InOctets 6.28639697e+09
        # TYPE node_netstat_IpExt_OutOctets untyped
        node_netstat_IpExt_OutOctets 7
        # TYPE node_netstat_Ip_Forwarding untyped
        node_netstat_Ip_Forwarding 1
        # TYPE node_netstat_Tcp_ActiveOpens untyped
        node_netstat_Tcp_ActiveOpens 8
        # TYPE node_netstat_Tcp_CurrEstab untyped
        node_netstat_Tcp_CurrEstab 9
        # TYPE node_netstat_Tcp_InErrs untyped
        node_netstat_Tcp_InErrs 10
        # TYPE node_netstat_Udp_InDatagrams untyped
        node_netstat_Udp_InDatagrams 11
        # TYPE node_netstat_Udp_NoPorts untyped
        node_netstat_Udp_NoPorts 12
        # TYPE node_netstat_Ip6_InOctets untyped
        node_netstat_Ip6_InOctets 13
        # TYPE node_netstat_Udp6_InErrors untyped
        node_netstat_Udp6_InErrors 15
        """,
        host.samples(new NetworkStatisticsCollector()));
  }

  @Test
  void socketsByProtocol() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .proc("net/sockstat", "sockets: used 229\nTCP: inuse 4 orphan 0 mem 3\n")
            .proc("net/sockstat6", "TCP6: inuse 17\n");
    assertEquals(
        """
        # TYPE node_sockstat_sockets_used gauge
        node_sockstat_sockets_used 229
        # TYPE node_sockstat_TCP_inuse gauge
        node_sockstat_TCP_inuse 4
        # TYPE node_sockstat_TCP_orphan gauge
        node_sockstat_TCP_orphan 0
        # TYPE node_sockstat_TCP_mem gauge
        node_sockstat_TCP_mem 3
        # TYPE node_sockstat_TCP_mem_bytes gauge
        node_sockstat_TCP_mem_bytes 12288
        # TYPE node_sockstat_TCP6_inuse gauge
        node_sockstat_TCP6_inuse 17
        """,
        host.samples(new SocketCollector(4096)));
  }

  @Test
  void packetsByProcessorWithItsOwnNumberWhereTheKernelGivesIt() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .proc(
                "net/softnet_stat",
                """
                00015c73 00000001 00000002 00000000 00000000 00000000 00000000 00000000 00000003 \
                00000004 00000005 00000006 00000000
                00000010 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 \
                00000000 00000000 00000000 00000002
                """);
    assertEquals(
        """
        # TYPE node_softnet_processed_total counter
        node_softnet_processed_total{cpu="0"} 89203
        node_softnet_processed_total{cpu="2"} 16
        # TYPE node_softnet_dropped_total counter
        node_softnet_dropped_total{cpu="0"} 1
        node_softnet_dropped_total{cpu="2"} 0
        # TYPE node_softnet_times_squeezed_total counter
        node_softnet_times_squeezed_total{cpu="0"} 2
        node_softnet_times_squeezed_total{cpu="2"} 0
        # TYPE node_softnet_cpu_collision_total counter
        node_softnet_cpu_collision_total{cpu="0"} 3
        node_softnet_cpu_collision_total{cpu="2"} 0
        # TYPE node_softnet_received_rps_total counter
        node_softnet_received_rps_total{cpu="0"} 4
        node_softnet_received_rps_total{cpu="2"} 0
        # TYPE node_softnet_flow_limit_count_total counter
        node_softnet_flow_limit_count_total{cpu="0"} 5
        node_softnet_flow_limit_count_total{cpu="2"} 0
        # TYPE node_softnet_backlog_len gauge
        node_softnet_backlog_len{cpu="0"} 6
        node_softnet_backlog_len{cpu="2"} 0
        """,
        host.samples(new SoftNetCollector()));
  }

  @Test
  void queuesOfUdpSockets() throws IOException {
    String header = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt\n";
    HostFixture host =
        new HostFixture(folder)
            .proc(
                "net/udp",
                header
                    + "  1: 00000000:0035 00000000:0000 07 00000010:00000020 00:00000000 0 0\n"
                    + "  2: 00000000:0036 00000000:0000 07 00000001:00000002 00:00000000 0 0\n");
    assertEquals(
        """
        # TYPE node_udp_queues gauge
        node_udp_queues{ip="v4",queue="tx"} 17
        node_udp_queues{ip="v4",queue="rx"} 34
        """,
        host.samples(new UdpQueueCollector()));
  }

  @Test
  void trackedConnectionsAndTheSumsOfTheirStatistics() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .proc("sys/net/netfilter/nf_conntrack_count", "123\n")
            .proc("sys/net/netfilter/nf_conntrack_max", "65536\n")
            .proc(
                "net/stat/nf_conntrack",
                """
                entries  searched found new invalid drop
                00000021 00000000 0000000a 00000000 00000003 00000001
                00000021 00000000 00000001 00000000 00000002 0000000f
                """);
    assertEquals(
        """
        # TYPE node_nf_conntrack_entries gauge
        node_nf_conntrack_entries 123
        # TYPE node_nf_conntrack_entries_limit gauge
        node_nf_conntrack_entries_limit 65536
        # TYPE node_nf_conntrack_stat_found gauge
        node_nf_conntrack_stat_found 11
        # TYPE node_nf_conntrack_stat_invalid gauge
        node_nf_conntrack_stat_invalid 5
        # TYPE node_nf_conntrack_stat_drop gauge
        node_nf_conntrack_stat_drop 16
        """,
        host.samples(new ConnectionTrackingCollector()));
    assertThrows(
        NoSuchFileException.class,
        () -> new HostFixture(folder.resolve("x")).collect(new ConnectionTrackingCollector()));
  }

  @Test
  void propertiesOfDevices() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .sys("class/net/bonding_masters", "bond0\n")
            .sys("class/net/eth0/flags", "0x1003\n")
            .sys("class/net/eth0/dev_id", "0x20\n")
            .sys("class/net/eth0/carrier", "1\n")
            .sys("class/net/eth0/mtu", "1500\n")
            .sys("class/net/eth0/speed", "1000\n")
            .sys("class/net/eth0/operstate", "up\n")
            .sys("class/net/eth0/address", "01:01:01:01:01:01\n")
            .sys("class/net/eth0/duplex", "full\n");
    assertEquals(
        """
        # TYPE node_network_carrier gauge
        node_network_carrier{device="eth0"} 1
        # TYPE node_network_mtu_bytes gauge
        node_network_mtu_bytes{device="eth0"} 1500
        # TYPE node_network_device_id gauge
        node_network_device_id{device="eth0"} 32
        # TYPE node_network_flags gauge
        node_network_flags{device="eth0"} 4099
        # TYPE node_network_speed_bytes gauge
        node_network_speed_bytes{device="eth0"} 1.25e+08
        # TYPE node_network_up gauge
        node_network_up{device="eth0"} 1
        # TYPE node_network_info gauge
        node_network_info{address="01:01:01:01:01:01",adminstate="up",device="eth0",duplex="full",\
        operstate="up"} 1
        """,
        host.samples(new NetworkClassCollector()));
  }
}
