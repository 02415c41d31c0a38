package dev.steward.collector.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkDeviceCollectorTest {
  @TempDir Path folder;

  @Test
  void eachDeviceHasItsCounters() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .proc(
                "net/dev",
                """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes ...
                  eth0:68210035552 520993275 1 2 3 4 5 6 9315587528 43451486 7 8 9 10 11 12
                """)
            .sys("class/net/eth0/statistics/rx_nohandler", "13\n");
    assertEquals(
        """
        # TYPE node_network_receive_bytes_total counter
        node_network_receive_bytes_total{device="eth0"} 6.8210035552e+10
        # TYPE node_network_receive_packets_total counter
        node_network_receive_packets_total{device="eth0"} 5.20993275e+08
        # TYPE node_network_receive_errs_total counter
        node_network_receive_errs_total{device="eth0"} 1
        # TYPE node_network_receive_drop_total counter
        node_network_receive_drop_total{device="eth0"} 2
        # TYPE node_network_receive_fifo_total counter
        node_network_receive_fifo_total{device="eth0"} 3
        # TYPE node_network_receive_frame_total counter
        node_network_receive_frame_total{device="eth0"} 4
        # TYPE node_network_receive_compressed_total counter
        node_network_receive_compressed_total{device="eth0"} 5
        # TYPE node_network_receive_multicast_total counter
        node_network_receive_multicast_total{device="eth0"} 6
        # TYPE node_network_transmit_bytes_total counter
        node_network_transmit_bytes_total{device="eth0"} 9.315587528e+09
        # TYPE node_network_transmit_packets_total counter
        node_network_transmit_packets_total{device="eth0"} 4.3451486e+07
        # TYPE node_network_transmit_errs_total counter
        node_network_transmit_errs_total{device="eth0"} 7
        # TYPE node_network_transmit_drop_total counter
        node_network_transmit_drop_total{device="eth0"} 8
        # TYPE node_network_transmit_fifo_total counter
        node_network_transmit_fifo_total{device="eth0"} 9
        # TYPE node_network_transmit_colls_total counter
        node_network_transmit_colls_total{device="eth0"} 10
        # TYPE node_network_transmit_carrier_total counter
        node_network_transmit_carrier_total{device="eth0"} 11
        # TYPE node_network_transmit_compressed_total counter
        node_network_transmit_compressed_total{device="eth0"} 12
        # TYPE node_network_receive_nohandler_total counter
        node_network_receive_nohandler_total{device="eth0"} 13
        """,
        host.samples(new NetworkDeviceCollector()));
  }
}
