package dev.steward.collector.check;

import dev.steward.configuration.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/** Finds out and connects to where a service is, as blackbox_exporter tells of it. */
final class CheckAddress {
  private CheckAddress() {}

  /** The address of a host; says how long it took to find it. */
  static InetAddress resolve(String host, CheckResult result) throws IOException {
    long start = System.nanoTime();
    try {
      InetAddress address = InetAddress.getByName(host);
      result.gauge(
          "probe_ip_protocol",
          "Version of the address that was used.",
          address.getAddress().length == 4 ? 4 : 6);
      return address;
    } catch (UnknownHostException e) {
      throw new IOException(host + ": unknown host", e);
    } finally {
      result.gauge(
          "probe_dns_lookup_time_seconds",
          "How long it took to find the address.",
          (System.nanoTime() - start) / 1e9);
    }
  }

  /** A connection, whose reads wait until the look is over at most. */
  static Socket connect(HostPort target, CheckResult result) throws IOException {
    InetAddress address = resolve(target.host(), result);
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(address, target.port()), result.deadline().millisLeft());
      socket.setSoTimeout(result.deadline().millisLeft());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw new IOException(target + ": " + e.getMessage(), e);
    }
  }
}
