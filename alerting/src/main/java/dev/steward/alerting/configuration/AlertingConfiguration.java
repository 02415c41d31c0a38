package dev.steward.alerting.configuration;

import dev.steward.alerting.matching.Matchers;
import dev.steward.alerting.time.TimeInterval;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Who is told of which alerts, how, when and in which words. Immutable.
 *
 * @param resolveTimeout how long an alert counts as firing whose sender gave no end
 * @param route the root of the tree of routes
 * @param receivers by name, in the order of the file
 * @param inhibitRules what mutes what
 * @param times named times
 * @param templates files of templates; may hold {@code *}
 * @param heartbeats addresses outside that are called while all is well
 * @param original the configuration as Alertmanager's clients may see it: without secrets, and
 *     without the keys that Alertmanager does not know
 */
public record AlertingConfiguration(
    Duration resolveTimeout,
    Route route,
    Map<String, Receiver> receivers,
    List<InhibitRule> inhibitRules,
    Map<String, List<TimeInterval>> times,
    List<Path> templates,
    List<Heartbeat> heartbeats,
    String original) {
  static final Duration RESOLVE_TIMEOUT = Duration.ofMinutes(5);
  static final Duration GROUP_WAIT = Duration.ofSeconds(30);
  static final Duration GROUP_INTERVAL = Duration.ofMinutes(5);
  static final Duration REPEAT_INTERVAL = Duration.ofHours(4);

  /** The receiver of a server without a configuration: the page, which shows every alert. */
  public static final String PAGE = "page";

  /** Copies the collections. */
  public AlertingConfiguration {
    Objects.requireNonNull(resolveTimeout, "resolveTimeout");
    Objects.requireNonNull(route, "route");
    receivers = Collections.unmodifiableMap(new LinkedHashMap<>(receivers));
    inhibitRules = List.copyOf(inhibitRules);
    times = Map.copyOf(times);
    templates = List.copyOf(templates);
    heartbeats = List.copyOf(heartbeats);
    Objects.requireNonNull(original, "original");
  }

  /** One route to one receiver, the page. */
  public static AlertingConfiguration ofPage() {
    Route route =
        new Route(
            "{}",
            "{}",
            PAGE,
            Set.of("alertname", "host"),
            false,
            Matchers.NONE,
            false,
            GROUP_WAIT,
            GROUP_INTERVAL,
            REPEAT_INTERVAL,
            List.of(),
            List.of(),
            List.of());
    return new AlertingConfiguration(
        RESOLVE_TIMEOUT,
        route,
        Map.of(PAGE, new Receiver(PAGE, List.of(), List.of())),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        "route:\n  receiver: page\n  group_by: [alertname, host]\nreceivers:\n- name: page\n");
  }
}
