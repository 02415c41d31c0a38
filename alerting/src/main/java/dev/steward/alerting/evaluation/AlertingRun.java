package dev.steward.alerting.evaluation;

import dev.steward.alerting.alert.PostedAlert;
import dev.steward.alerting.rule.Rule;
import dev.steward.alerting.template.AlertData;
import dev.steward.alerting.template.GraphLinks;
import dev.steward.query.value.Sample;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * An alerting rule: each series that its expression gives is an alert, pending at first, firing
 * once the series has been there for as long as the rule asks for.
 *
 * <p>Every active alert is written as {@code ALERTS} (with its state) and as {@code
 * ALERTS_FOR_STATE} (since when it is active, in seconds), from which {@link RestoredAlerts} goes
 * on after a restart. Source: the Prometheus documentation of alerting rules.
 */
final class AlertingRun implements RuleRun {
  private static final String ALERTS = "ALERTS";
  private static final String STATE_LABEL = "alertstate";

  private final Rule.Alerting rule;
  private final Map<String, String> labels;
  private final RuleQueries.Question question;
  private final AlertTexts texts;
  private final Surroundings surroundings;
  private final long intervalMillis;
  private final String generatorUrl;
  private final WrittenSeries written = new WrittenSeries();
  private final RunRecord record = new RunRecord();
  private RestoredAlerts restored;

  /** By their labels. Guarded by itself; changed by the group's thread alone. */
  private final Map<Labels, ActiveAlert> active = new HashMap<>();

  AlertingRun(
      Rule.Alerting rule,
      Map<String, String> labels,
      Surroundings surroundings,
      long intervalMillis,
      RestoredAlerts restored) {
    this.rule = rule;
    this.labels = labels;
    this.question = surroundings.queries().prepare(rule.expression());
    this.texts = new AlertTexts(rule, labels, surroundings);
    this.surroundings = surroundings;
    this.intervalMillis = intervalMillis;
    this.generatorUrl = surroundings.externalUrl() + GraphLinks.table(rule.expression().shown());
    this.restored = restored;
  }

  @Override
  public Rule rule() {
    return rule;
  }

  @Override
  public Map<String, String> labels() {
    return labels;
  }

  @Override
  public WrittenSeries written() {
    return written;
  }

  @Override
  public RunRecord record() {
    return record;
  }

  /** A series of the result, on its way to be an alert. */
  private record Found(Map<String, String> annotations, double value) {}

  @Override
  public List<OutputSample> evaluate(Moment moment) {
    List<Sample> samples = question.at(moment.queryMillis());
    if (samples.isEmpty() && active.isEmpty()) {
      return List.of();
    }
    Map<Labels, Found> found = found(samples, moment);
    synchronized (active) {
      add(found, moment);
      return advance(found, moment);
    }
  }

  private Map<Labels, Found> found(List<Sample> samples, Moment moment) {
    Map<Labels, Found> found = HashMap.newHashMap(samples.size());
    texts.askAt(moment.timeMillis());
    for (Sample sample : samples) {
      AlertData data = texts.data(sample);
      Found one = new Found(texts.annotations(data), sample.value());
      if (found.put(texts.labels(sample, data), one) != null) {
        throw new StewardException(
            ErrorCode.EXECUTION_FAILED,
            "vector contains metrics with the same labelset after applying alert labels");
      }
    }
    return found;
  }

  private void add(Map<Labels, Found> found, Moment moment) {
    boolean mayRestore = restored.mayHold(moment.timeMillis(), intervalMillis);
    if (!mayRestore) {
      restored = RestoredAlerts.NONE;
    }
    long holdMillis = rule.hold().toMillis();
    found.forEach((alertLabels, one) -> {
      ActiveAlert known = active.get(alertLabels);
      if (known != null && known.state() != AlertState.INACTIVE) {
        known.found(one.annotations(), one.value());
        return;
      }
      long now = moment.timeMillis();
      long since = mayRestore ? restored.activeSince(alertLabels, now, holdMillis) : now;
      active.put(
          alertLabels,
          new ActiveAlert(alertLabels, one.annotations(), one.value(), since, since != now));
    });
  }

  private List<OutputSample> advance(Map<Labels, Found> found, Moment moment) {
    List<OutputSample> given = new ArrayList<>(2 * found.size());
    int alive = 0;
    for (Iterator<ActiveAlert> each = active.values().iterator(); each.hasNext(); ) {
      ActiveAlert alert = each.next();
      boolean goesOn = true;
      if (found.containsKey(alert.labels())) {
        alert.hold(moment.timeMillis(), rule.hold().toMillis());
      } else {
        goesOn = alert.lose(moment.timeMillis(), rule.keepFiring().toMillis());
      }
      if (goesOn) {
        alive++;
        give(alert, given);
      } else if (alert.isForgotten(moment.timeMillis())) {
        each.remove();
      }
    }
    if (moment.limit() > 0 && alive > moment.limit()) {
      active.clear();
      throw new StewardException(
          ErrorCode.EXECUTION_FAILED,
          "exceeded limit of " + moment.limit() + " with " + alive + " alerts");
    }
    return given;
  }

  private static void give(ActiveAlert alert, List<OutputSample> given) {
    Labels named = alert.labels().with(Labels.METRIC_NAME, ALERTS);
    given.add(new OutputSample(named.with(STATE_LABEL, alert.state().word()), 1, null));
    given.add(
        new OutputSample(
            alert.labels().with(Labels.METRIC_NAME, RestoredAlerts.SERIES),
            Math.floorDiv(alert.activeAtMillis(), 1000),
            null));
  }

  /** Posts the alerts that nobody heard of for long enough. */
  void post(long timeMillis) {
    long resendMillis = surroundings.resendDelay().toMillis();
    long validMillis = 4 * Math.max(resendMillis, intervalMillis);
    List<PostedAlert> due = new ArrayList<>();
    synchronized (active) {
      for (ActiveAlert alert : active.values()) {
        if (alert.isDue(timeMillis, resendMillis, validMillis)) {
          due.add(posted(alert));
        }
      }
    }
    if (!due.isEmpty()) {
      surroundings.intake().post(due);
    }
  }

  private PostedAlert posted(ActiveAlert alert) {
    Labels.Builder all = alert.labels().edit();
    surroundings
        .externalLabels()
        .forEach((name, value) -> {
          if (all.value(name) == null) {
            all.set(name, value);
          }
        });
    return new PostedAlert(
        all.build(),
        alert.annotations(),
        Instant.ofEpochMilli(alert.firedAtMillis()),
        Instant.ofEpochMilli(alert.endsAtMillis()),
        generatorUrl);
  }

  /** When the next pending alert fires if its series stays; {@link Long#MAX_VALUE} for none. */
  long nextFiringMillis() {
    return least(alert ->
        alert.state() == AlertState.PENDING
            ? alert.activeAtMillis() + rule.hold().toMillis()
            : Long.MAX_VALUE);
  }

  private long least(ToLongFunction<ActiveAlert> of) {
    synchronized (active) {
      long least = Long.MAX_VALUE;
      for (ActiveAlert alert : active.values()) {
        least = Math.min(least, of.applyAsLong(alert));
      }
      return least;
    }
  }

  /** What is pending or fires, in the order of the labels. */
  List<AlertStatus> alerts() {
    synchronized (active) {
      return active.values().stream()
          .filter(alert -> alert.state() != AlertState.INACTIVE)
          .map(ActiveAlert::status)
          .sorted((one, other) -> one.labels().compareTo(other.labels()))
          .toList();
    }
  }

  @Override
  public void adopt(RuleRun before) {
    if (before instanceof AlertingRun same) {
      record.adopt(same.record());
      written.adopt(same.written());
      restored = same.restored;
      synchronized (same.active) {
        synchronized (active) {
          active.putAll(same.active);
        }
      }
    }
  }
}
