package dev.steward.collector;

import dev.steward.collector.rule.EdgeRule;
import dev.steward.collector.tail.FollowedGlob;
import dev.steward.collector.tls.PemFiles;
import dev.steward.configuration.Configuration;
import dev.steward.configuration.HostPort;
import dev.steward.configuration.Setting;
import dev.steward.configuration.SettingType;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of the agent that say where logs come from. */
final class LogKeys {
  static final Setting<List<String>> FILES =
      Setting.of(
          "agent.files",
          SettingType.TEXT_LIST,
          "",
          "Log files to follow, as paths or patterns such as /var/log/*.log.");

  static final Setting<List<Map<String, String>>> FILE_INPUTS =
      Setting.of(
          "agent.file-inputs",
          SettingType.ENTRIES,
          "",
          "Log files that are not one line of UTF-8 after the other, each with path, and perhaps"
              + " encoding (utf-8, latin1, utf-16le, utf-16be) and multiline (what a record's first"
              + " line starts with, a regular expression; or indented).");

  static final Setting<Optional<HostPort>> SYSLOG =
      Setting.of(
          "agent.syslog.listen",
          SettingType.HOST_PORT.orOff(),
          "off",
          "Where syslog is taken, UDP and TCP on one port.");

  static final Setting<Optional<Path>> SYSLOG_SOCKET =
      Setting.of(
          "agent.syslog.socket",
          SettingType.PATH.orOff(),
          "off",
          "Where a datagram socket for syslog is made, such as /dev/log.");

  static final Setting<Optional<Path>> SYSLOG_STREAM =
      Setting.of(
          "agent.syslog.stream-socket",
          SettingType.PATH.orOff(),
          "off",
          "Where a stream socket for syslog is made.");

  static final Setting<Optional<HostPort>> SYSLOG_TLS =
      Setting.of(
          "agent.syslog.tls.listen",
          SettingType.HOST_PORT.orOff(),
          "off",
          "Where syslog is taken over TLS.");

  static final Setting<Optional<Path>> SYSLOG_CERTIFICATE =
      Setting.of(
          "agent.syslog.tls.certificate",
          SettingType.PATH.orOff(),
          "off",
          "Certificate chain for syslog over TLS, PEM.");

  static final Setting<Optional<Path>> SYSLOG_KEY =
      Setting.of(
          "agent.syslog.tls.key",
          SettingType.PATH.orOff(),
          "off",
          "Private key of that certificate, PEM with PKCS #8.");

  static final Setting<Optional<Path>> SYSLOG_AUTHORITIES =
      Setting.of(
          "agent.syslog.tls.authorities",
          SettingType.PATH.orOff(),
          "off",
          "Authorities that senders' certificates must come from, PEM; off takes every sender.");

  static final Setting<Optional<String>> JOURNAL =
      Setting.of(
          "agent.journal",
          SettingType.TEXT.orOff(),
          "off",
          "Which journal is followed: system, or the directory of another.");

  static final Setting<Optional<Path>> KERNEL_LOG =
      Setting.of(
          "agent.kernel-log",
          SettingType.PATH.orOff(),
          "off",
          "The device of the kernel's log, such as /dev/kmsg; the journal has these lines, too.");

  static final Setting<List<Map<String, String>>> RULES =
      Setting.of(
          "agent.rules",
          SettingType.ENTRIES,
          "",
          "What is done to lines before they leave the host: each with stream, a selector, and one"
              + " of drop, keep (expressions), mask (an expression, secrets or addresses), level"
              + " (detect), parse (json, logfmt) and rate (lines a second).");

  private LogKeys() {}

  static Setting<?>[] all() {
    return new Setting<?>[] {
      FILES,
      FILE_INPUTS,
      SYSLOG,
      SYSLOG_SOCKET,
      SYSLOG_STREAM,
      SYSLOG_TLS,
      SYSLOG_CERTIFICATE,
      SYSLOG_KEY,
      SYSLOG_AUTHORITIES,
      JOURNAL,
      KERNEL_LOG,
      RULES
    };
  }

  /** What a configuration says; adds what does not fit to {@code problems}. */
  static LogSettings settings(Configuration configuration, List<String> problems) {
    List<FollowedGlob> files = new ArrayList<>();
    // Those with options first: the first pattern that fits a file says how it is read.
    files.addAll(EntryReader.parse(configuration, FILE_INPUTS, FollowedGlob::parse, problems));
    files.addAll(EntryReader.parse(configuration, FILES, FollowedGlob::parse, problems));
    if (configuration.value(ContainerKeys.ENABLED)) {
      files.addAll(
          EntryReader.parse(configuration, ContainerKeys.LOGS, FollowedGlob::parse, problems));
    }
    return new LogSettings(
        files,
        configuration.value(SYSLOG),
        tls(configuration, problems),
        configuration.value(SYSLOG_SOCKET),
        configuration.value(SYSLOG_STREAM),
        configuration.value(JOURNAL),
        configuration.value(KERNEL_LOG),
        EntryReader.parse(
            configuration, RULES, entry -> EdgeRule.parse(entry, Clock.systemUTC()), problems));
  }

  private static Optional<LogSettings.SyslogTls> tls(
      Configuration configuration, List<String> problems) {
    Optional<HostPort> listen = configuration.value(SYSLOG_TLS);
    PemFiles files =
        new PemFiles(
            configuration.value(SYSLOG_CERTIFICATE),
            configuration.value(SYSLOG_KEY),
            configuration.value(SYSLOG_AUTHORITIES));
    if (listen.isPresent() && (files.certificate().isEmpty() || files.key().isEmpty())) {
      problems.add(
          configuration.place(SYSLOG_TLS)
              + ": "
              + SYSLOG_TLS
              + ": no certificate (expected: "
              + SYSLOG_CERTIFICATE
              + " and "
              + SYSLOG_KEY
              + ", too)");
    }
    return listen.map(address -> new LogSettings.SyslogTls(address, files));
  }
}
