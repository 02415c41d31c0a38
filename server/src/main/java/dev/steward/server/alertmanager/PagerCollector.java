package dev.steward.server.alertmanager;

import dev.steward.alerting.dispatch.Pager;
import dev.steward.alerting.silence.Silence;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Instant;

/** Shows what the pager holds and sent, under the names that Alertmanager has for it. */
final class PagerCollector {
  private PagerCollector() {}

  static void register(Pager pager, PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("alertmanager_alerts")
        .help("Alerts that fire, by state.")
        .labelNames("state")
        .callback(callback -> {
          long muted = pager.firing().stream().filter(known -> known.status().isMuted()).count();
          callback.call(muted, "suppressed");
          callback.call(pager.firing().size() - muted, "active");
        })
        .register(registry);
    GaugeWithCallback.builder()
        .name("alertmanager_silences")
        .help("Silences by state.")
        .labelNames("state")
        .callback(callback -> {
          Instant now = Clock.systemUTC().instant();
          for (Silence.State state : Silence.State.values()) {
            long count =
                pager.silences().all().stream()
                    .filter(silence -> silence.stateAt(now) == state)
                    .count();
            callback.call(count, state.text());
          }
        })
        .register(registry);
    CounterWithCallback.builder()
        .name("alertmanager_notifications_total")
        .help("Notifications that were tried to be sent, by kind of receiver.")
        .labelNames("integration")
        .callback(callback ->
            pager.counts().all().forEach((kind, count) -> callback.call(count.attempts(), kind)))
        .register(registry);
    CounterWithCallback.builder()
        .name("alertmanager_notifications_failed_total")
        .help("Notifications whose sending failed, by kind of receiver.")
        .labelNames("integration")
        .callback(callback ->
            pager.counts().all().forEach((kind, count) -> callback.call(count.failed(), kind)))
        .register(registry);
    CounterWithCallback.builder()
        .name("steward_pager_unrecorded_notifications_total")
        .help("Notifications that were sent and could not be recorded.")
        .callback(callback -> callback.call(pager.unrecorded()))
        .register(registry);
  }
}
