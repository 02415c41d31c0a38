package dev.steward.collector;

import dev.steward.collector.rule.EdgeRule;
import dev.steward.collector.tail.FollowedGlob;
import dev.steward.collector.tls.PemFiles;
import dev.steward.configuration.HostPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where logs come from.
 *
 * @param files log files to follow
 * @param syslog where syslog is taken over UDP and TCP
 * @param syslogTls where syslog is taken over TLS
 * @param socket path of a datagram socket for syslog
 * @param streamSocket path of a stream socket for syslog
 * @param journal which journal is followed: {@code system}, or a directory
 * @param kernelLog the device of the kernel's log
 * @param rules what is done to lines before they leave the host
 */
record LogSettings(
    List<FollowedGlob> files,
    Optional<HostPort> syslog,
    Optional<SyslogTls> syslogTls,
    Optional<Path> socket,
    Optional<Path> streamSocket,
    Optional<String> journal,
    Optional<Path> kernelLog,
    List<EdgeRule> rules) {
  /** Copies the lists. */
  LogSettings {
    files = List.copyOf(files);
    rules = List.copyOf(rules);
  }

  /**
   * A door for syslog over TLS.
   *
   * @param listen its address
   * @param files certificate and key of the door, and perhaps the authorities of senders
   */
  record SyslogTls(HostPort listen, PemFiles files) {}
}
