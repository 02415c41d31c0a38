package dev.steward.collector.check;

import dev.steward.configuration.DurationText;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads a check from an entry of the configuration: {@code name}; one key that says how and what,
 * such as {@code tcp: host:25}; {@code every} (a minute) and {@code timeout} (ten seconds).
 */
final class CheckKind {
  /** The kind that runs a command. */
  static final String COMMAND = "command";

  private static final Set<String> SCHEDULE = Set.of("name", "every", "timeout");
  private static final Duration DEFAULT_EVERY = Duration.ofMinutes(1);
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Each kind with the keys that it takes beside its own. */
  private static final Map<String, Set<String>> OPTIONS =
      Map.of(
          "tcp",
          Set.of("expect"),
          "tls",
          Set.of("server-name", "authorities"),
          "http",
          Set.of("status", "expect", "method", "authorities"),
          "dns",
          Set.of("query", "type"),
          "icmp",
          Set.of(),
          "smtp",
          Set.of(),
          "imap",
          Set.of(),
          COMMAND,
          Set.of());

  private CheckKind() {}

  /**
   * Reads an entry.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  static CheckSpec parse(Map<String, String> entry) {
    List<String> kinds = entry.keySet().stream().filter(OPTIONS::containsKey).toList();
    if (kinds.size() != 1) {
      throw new IllegalArgumentException(
          "check: "
              + (kinds.isEmpty() ? "no kind" : String.join(" and ", kinds))
              + " (expected: one of "
              + new TreeSet<>(OPTIONS.keySet()).stream().collect(Collectors.joining(", "))
              + ")");
    }
    String kind = kinds.getFirst();
    Set<String> known = new HashSet<>(SCHEDULE);
    known.add(kind);
    known.addAll(OPTIONS.getOrDefault(kind, Set.of()));
    for (String key : entry.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "check: "
                + key
                + " (expected: one of "
                + String.join(", ", new TreeSet<>(known))
                + ")");
      }
    }
    String target = entry.getOrDefault(kind, "");
    Duration every = duration(entry, "every", DEFAULT_EVERY);
    Duration timeout =
        duration(entry, "timeout", every.compareTo(DEFAULT_TIMEOUT) < 0 ? every : DEFAULT_TIMEOUT);
    if (every.compareTo(SHORTEST) < 0 || timeout.compareTo(every) > 0 || timeout.isZero()) {
      throw new IllegalArgumentException(
          "check: every "
              + every
              + ", timeout "
              + timeout
              + " (expected: every 1s or more, the timeout not longer)");
    }
    return new CheckSpec(
        entry.getOrDefault("name", target), kind, target, every, timeout, check(kind, entry));
  }

  private static Duration duration(Map<String, String> entry, String key, Duration missing) {
    String text = entry.get(key);
    try {
      return text == null ? missing : DurationText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "check: " + key + ": " + text + " (expected: " + "a duration such as 30s or 5m" + ")", e);
    }
  }

  private static Check check(String kind, Map<String, String> entry) {
    return switch (kind) {
      case "tcp" -> TcpCheck.parse(entry);
      case "tls" -> TlsCheck.parse(entry);
      case "http" -> HttpCheck.parse(entry);
      case "dns" -> DnsCheck.parse(entry);
      case "icmp" -> IcmpCheck.parse(entry);
      case "smtp" -> BannerCheck.smtp(entry);
      case "imap" -> BannerCheck.imap(entry);
      case COMMAND -> CommandCheck.parse(entry);
      default -> throw new IllegalStateException(kind);
    };
  }
}
