package dev.steward.server.console;

import dev.steward.alerting.alert.Alert;
import dev.steward.alerting.configuration.Route;
import dev.steward.alerting.dispatch.Pager;
import dev.steward.alerting.matching.MatcherParser;
import dev.steward.alerting.matching.Matchers;
import dev.steward.alerting.silence.Silence;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.GoQuoting;
import dev.steward.spi.model.Labels;
import dev.steward.spi.select.LabelMatcher;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Gathers what the page of alerts shows. */
@Component
final class AlertViews {
  /** Past so many alerts nobody reads on, and nobody waits for what changed on each host. */
  private static final int MAX_ALERTS = 200;

  private static final int MAX_CHANGES = 5;
  private static final Duration BEFORE = Duration.ofHours(1);

  private final Pager pager;
  private final LogSearch logs;
  private final Clock clock;

  AlertViews(Pager pager, LogSearch logs, Clock clock) {
    this.pager = pager;
    this.logs = logs;
    this.clock = clock;
  }

  /** What the page shows, with the way that an alert of the asked labels would go. */
  AlertsView read(String asked) {
    Labels labels = Labels.EMPTY;
    String problem = "";
    try {
      labels = labels(asked);
    } catch (StewardException e) {
      problem = String.valueOf(e.getMessage());
    }
    List<RouteRow> routes = new ArrayList<>();
    Route root = pager.configuration().route();
    addRoutes(root, 0, labels.isEmpty() ? List.of() : root.match(labels), routes);
    return new AlertsView(alerts(), silences(), routes, asked, problem);
  }

  private static Labels labels(String asked) {
    Labels.Builder labels = Labels.builder();
    if (!asked.isBlank()) {
      for (LabelMatcher matcher : MatcherParser.parse(asked.strip()).all()) {
        labels.set(matcher.name(), Matchers.value(matcher));
      }
    }
    return labels.build();
  }

  private static void addRoutes(Route route, int depth, List<Route> chosen, List<RouteRow> rows) {
    String grouping =
        "by "
            + (route.groupByAll() ? "every label" : route.groupBy().stream().sorted().toList())
            + ", after "
            + DurationWords.of(route.groupWait())
            + ", news each "
            + DurationWords.of(route.groupInterval())
            + ", again after "
            + DurationWords.of(route.repeatInterval());
    rows.add(
        new RouteRow(
            depth,
            route.matchers().isEmpty() ? "all other alerts" : route.matchers().toString(),
            route.receiver(),
            grouping,
            route.goesOn(),
            chosen.stream().anyMatch(each -> each.id().equals(route.id()))));
    route.routes().forEach(below -> addRoutes(below, depth + 1, chosen, rows));
  }

  private List<AlertRow> alerts() {
    Map<String, List<String>> times = new HashMap<>();
    for (Pager.Group group : pager.groups()) {
      group.alerts().forEach(known -> times.put(known.alert().fingerprint(), group.mutedBy()));
    }
    return pager.firing().stream()
        .sorted(
            Comparator.comparing((Pager.Known known) -> known.status().isMuted())
                .thenComparing(known -> known.alert().startsAt(), Comparator.reverseOrder()))
        .limit(MAX_ALERTS)
        .map(known -> row(known, times.getOrDefault(known.alert().fingerprint(), List.of())))
        .toList();
  }

  private AlertRow row(Pager.Known known, List<String> times) {
    Alert alert = known.alert();
    List<String> labels = new ArrayList<>();
    List<String> matchers = new ArrayList<>();
    alert
        .labels()
        .forEach((name, value) -> {
          matchers.add(GoQuoting.quote(name) + "=" + GoQuoting.quote(value));
          if (!name.equals("alertname")) {
            labels.add(name + "=" + value);
          }
        });
    String host = alert.labels().valueOrEmpty("host");
    return new AlertRow(
        alert.name(),
        AlertRow.summary(alert.annotations()),
        alert.startsAt(),
        labels,
        matchers,
        String.join(", ", known.receivers()),
        muted(known, times),
        host.isEmpty() ? List.of() : changes(host, alert.startsAt()),
        host.isEmpty() ? "" : "/?query=" + encoded("{host=" + GoQuoting.quote(host) + "}"),
        alert.generatorUrl());
  }

  private List<String> muted(Pager.Known known, List<String> times) {
    List<String> words = new ArrayList<>();
    for (String id : known.status().silencedBy()) {
      Silence silence = pager.silences().find(id);
      if (silence != null) {
        words.add(
            "silenced by "
                + silence.createdBy()
                + " until "
                + silence.endsAt()
                + ": "
                + silence.comment());
      }
    }
    for (String fingerprint : known.status().inhibitedBy()) {
      words.add(
          "muted by "
              + pager.firing().stream()
                  .filter(other -> other.alert().fingerprint().equals(fingerprint))
                  .map(other -> other.alert().labels().toString())
                  .findFirst()
                  .orElse(fingerprint));
    }
    times.forEach(time -> words.add("muted at this time: " + time));
    return words;
  }

  private List<LogRow> changes(String host, Instant end) {
    FoundLines found =
        logs.search(
            "{kind=\"change\", host=" + GoQuoting.quote(host) + "}",
            end.minus(BEFORE),
            end.plusSeconds(1));
    return found.rows().subList(0, Math.min(MAX_CHANGES, found.rows().size()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private List<SilenceRow> silences() {
    Instant now = clock.instant();
    return pager.silences().all().stream()
        .map(silence ->
            new SilenceRow(
                silence.id(),
                silence.stateAt(now).text(),
                silence.matchers().toString(),
                silence.endsAt(),
                silence.createdBy(),
                silence.comment()))
        .toList();
  }
}
