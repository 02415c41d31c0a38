package dev.steward.collector.host;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Counts of IP, ICMP, TCP and UDP, from {@code /proc/net/snmp}, {@code netstat} and {@code snmp6}.
 * Which of them is node_exporter's choice.
 */
final class NetworkStatisticsCollector implements HostCollector {
  private static final Pattern WANTED =
      Pattern.compile(
          ".*_(InErrors|InErrs)|Ip_Forwarding|Ip(6|Ext)_(InOctets|OutOctets)"
              + "|Icmp6?_(InMsgs|OutMsgs)"
              + "|TcpExt_(Listen.*|Syncookies.*|TCPSynRetrans|TCPTimeouts|TCPOFOQueue|TCPRcvQDrop)"
              + "|Tcp_(ActiveOpens|InSegs|OutSegs|OutRsts|PassiveOpens|RetransSegs|CurrEstab)"
              + "|Udp6?_(InDatagrams|OutDatagrams|NoPorts|RcvbufErrors|SndbufErrors)");

  private final Map<String, Optional<MetricFamily>> families = new HashMap<>();
  private final List<String> header = new ArrayList<>();

  @Override
  public String name() {
    return "netstat";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    table(files.proc("net/netstat"), sink);
    table(files.proc("net/snmp"), sink);
    Fields version6;
    try {
      version6 = files.proc("net/snmp6");
    } catch (NoSuchFileException e) {
      return; // a kernel without IPv6
    }
    list(version6, sink);
  }

  /** Pairs of lines: {@code Tcp: names} and {@code Tcp: values}. */
  private void table(Fields table, MetricSink sink) throws IOException {
    while (table.hasNext()) {
      String protocol = table.wordUntil(':');
      header.clear();
      while (table.hasNext()) {
        header.add(table.word());
      }
      table.nextLine();
      table.skipFields(1);
      for (String column : header) {
        give(protocol + "_" + column, table, sink);
      }
      table.nextLine();
    }
  }

  /** Lines of a name, such as {@code Udp6InDatagrams}, and a value. */
  private void list(Fields list, MetricSink sink) throws IOException {
    while (list.hasNext()) {
      String name = list.word();
      int six = name.indexOf('6');
      if (six > 0) {
        give(name.substring(0, six + 1) + "_" + name.substring(six + 1), list, sink);
      }
      list.nextLine();
    }
  }

  private void give(String name, Fields value, MetricSink sink) throws IOException {
    Optional<MetricFamily> family =
        families.computeIfAbsent(name, NetworkStatisticsCollector::family);
    if (family.isPresent()) {
      sink.sample(family.get(), family.get().labels(), value.number());
    } else {
      value.skipFields(1);
    }
  }

  private static Optional<MetricFamily> family(String name) {
    return WANTED.matcher(name).matches()
        ? Optional.of(
            MetricFamily.untyped("node_netstat_" + name, "Network statistic " + name + "."))
        : Optional.empty();
  }
}
