package dev.steward.alerting.defaults;

import dev.steward.spi.model.Labels;
import java.util.List;
import java.util.Random;

/**
 * What three well hosts report in a week: load that follows the day, disks that fill and are
 * cleaned at night, nightly backups with a verified restore each Sunday, an upgrade with a restart,
 * clocks that wander a little, errors and deferred mail as every service has them.
 */
final class NormalWeek {
  /** Minutes between samples. */
  static final int STEP = 2;

  private static final int DAY = 24 * 60;
  private static final List<String> HOSTS = List.of("mx1", "web", "nas");
  private static final double GIGA = 1e9;

  private final DefaultRules rules;
  private final long seed;
  private final Random random;

  NormalWeek(DefaultRules rules, long seed) {
    this.rules = rules;
    this.seed = seed;
    this.random = new Random(seed);
  }

  /** From 0 at four at night to 1 at four in the afternoon. */
  private static double load(int minute) {
    return 0.5 - 0.5 * Math.cos(2 * Math.PI * (minute - 240) / DAY);
  }

  void linesOfTheWeekBefore(int minute) {
    lines(minute);
  }

  void go(int minute) {
    for (String host : HOSTS) {
      String own = "{host=\"%s\",instance=\"%s\"}".formatted(host, host);
      disks(host, minute);
      memory(own, minute);
      units(host, own, minute);
      agent(host, minute);
      backups(host, minute);
    }
    server(minute);
    lines(minute);
  }

  private void disks(String host, int minute) {
    int ofDay = minute % DAY;
    disk(host, minute, "/", 100, 55 - 6.0 * ofDay / DAY);
    disk(host, minute, "/var", 200, 62 - 12.0 * ofDay / DAY * (0.5 + load(minute)));
    // The weekly dump goes to a disk that is nearly half full, and is moved away after two hours.
    boolean dump = minute % (7 * DAY) < 120;
    disk(host, minute, "/srv", 1000, dump ? 520 - minute % (7 * DAY) / 2.0 : 520);
    for (String state : List.of("active", "failed", "spare")) {
      rules.sample(
          "node_md_disks{host=\"%s\",device=\"md0\",state=\"%s\"}".formatted(host, state),
          minute,
          state.equals("active") ? 2 : 0);
    }
    rules.sample("node_md_disks_required{host=\"%s\",device=\"md0\"}".formatted(host), minute, 2);
    rules.sample(
        "smartctl_device_smart_status{host=\"%s\",device=\"sda\"}".formatted(host), minute, 1);
  }

  private void disk(String host, int minute, String mount, double size, double available) {
    String labels =
        "{host=\"%s\",mountpoint=\"%s\",device=\"/dev/sda\",fstype=\"ext4\"}"
            .formatted(host, mount);
    double noise = random.nextGaussian() * 0.05;
    rules.sample("node_filesystem_size_bytes" + labels, minute, size * GIGA);
    rules.sample("node_filesystem_avail_bytes" + labels, minute, (available + noise) * GIGA);
    rules.sample("node_filesystem_readonly" + labels, minute, 0);
    rules.sample("node_filesystem_files" + labels, minute, 6e6);
    rules.sample("node_filesystem_files_free" + labels, minute, 5e6 - random.nextInt(10_000));
  }

  private void memory(String own, int minute) {
    rules.sample("node_memory_MemTotal_bytes" + own, minute, 8 * GIGA);
    rules.sample("node_memory_MemAvailable_bytes" + own, minute, (5 - 3 * load(minute)) * GIGA);
    rules.sample("node_memory_SwapTotal_bytes" + own, minute, 2 * GIGA);
    rules.sample("node_memory_SwapFree_bytes" + own, minute, 1.6 * GIGA);
    rules.sample("node_vmstat_pswpin" + own, minute, minute * 300.0 + random.nextInt(200));
    rules.sample("node_vmstat_oom_kill" + own, minute, 1);
  }

  private void units(String host, String own, int minute) {
    // An upgrade on Wednesday restarts a service: it is down for one look, and does not fail.
    boolean down = minute % (7 * DAY) == 2 * DAY + 600;
    for (String state : List.of("active", "failed", "inactive")) {
      boolean is = state.equals(down ? "inactive" : "active");
      rules.sample(
          "node_systemd_unit_state{host=\"%s\",name=\"nginx.service\",state=\"%s\"}"
              .formatted(host, state),
          minute,
          is ? 1 : 0);
    }
    rules.sample("node_timex_offset_seconds" + own, minute, random.nextGaussian() * 0.004);
    rules.sample("node_timex_maxerror_seconds" + own, minute, 0.3);
    rules.sample("node_timex_sync_status" + own, minute, 1);
  }

  private void agent(String host, int minute) {
    // The same upgrade restarts the agent: its counters start anew.
    int restarted = 2 * DAY + 602;
    int since = minute % (7 * DAY) >= restarted ? minute % (7 * DAY) - restarted : minute;
    String server = "{host=\"%s\",server=\"a:8741\"}".formatted(host);
    rules.sample("steward_agent_batches_total{host=\"%s\"}".formatted(host), minute, since * 12.0);
    rules.sample(
        "steward_agent_queue_dropped_batches_total{host=\"%s\"}".formatted(host), minute, 0);
    rules.sample("steward_agent_server_backlog_batches" + server, minute, random.nextInt(4));
    rules.sample("steward_agent_server_refused_total" + server, minute, since / 1000.0);
    rules.sample(
        "up{job=\"app\",instance=\"%s:9000\"}".formatted(host),
        minute,
        minute % (7 * DAY) == 2 * DAY + 600 ? 0 : 1);
    rules.sample(
        "probe_success{instance=\"%s:443\"}".formatted(host),
        minute,
        minute % (7 * DAY) == restarted - 2 ? 0 : 1);
    rules.sample(
        "probe_ssl_earliest_cert_expiry{instance=\"%s:443\"}".formatted(host),
        minute,
        // Renewed with thirty days left, as ACME clients do.
        60.0 * (minute + (30 + 60 - (minute / DAY + 53) % 60) * DAY));
  }

  private void backups(String host, int minute) {
    int lastNight = minute / DAY * DAY + (minute % DAY < 150 ? 150 - DAY : 150);
    int lastSunday =
        minute / (7 * DAY) * 7 * DAY + (minute % (7 * DAY) < 300 ? 300 - 7 * DAY : 300);
    String service = "{host=\"%s\",service_name=\"mail\"}".formatted(host);
    rules.sample(
        "steward_backup_last_success_timestamp_seconds" + service, minute, lastNight * 60.0);
    rules.sample(
        "steward_backup_last_verified_restore_timestamp_seconds" + service,
        minute,
        lastSunday * 60.0);
  }

  private void server(int minute) {
    String group = "{rule_group=\"hosts.yaml;disks\"}";
    rules.sample("steward_rule_evaluation_failures_total" + group, minute, 0);
    rules.sample(
        "steward_rule_group_iterations_missed_total" + group, minute, Math.floorDiv(minute, DAY));
    rules.sample("steward_rule_files_last_load_successful", minute, 1);
    rules.sample(
        "steward_metric_store_refused_samples_total{reason=\"out_of_order\"}",
        minute,
        minute * 40.0);
    rules.sample("steward_metric_store_failed_commits_total", minute, 0);
    rules.sample("steward_log_store_refused_appends_total", minute, 0);
    rules.sample("steward_log_store_damaged_pieces", minute, 0);
    boolean upgraded = minute % (7 * DAY) >= 2 * DAY + 600 && minute % (7 * DAY) < 2 * DAY + 610;
    for (String level : List.of("info", "error")) {
      rules.sample(
          "steward_log_new_patterns{host=\"web\",service_name=\"shop\",level=\"%s\"}"
              .formatted(level),
          minute,
          level.equals("info") && upgraded ? 3 : 0);
    }
  }

  private void lines(int minute) {
    for (String host : HOSTS) {
      Labels errors = Labels.of("host", host, "service_name", "shop", "level", "error");
      double expected = STEP * (0.1 + 0.9 * load(minute));
      rules.lines(errors, minute, poisson(expected), "request failed");
    }
    Labels mail = Labels.of("host", "mx1", "service_name", "postfix", "level", "info");
    rules.lines(mail, minute, poisson(STEP * 0.2), "status=deferred (greylisted)");
    if (minute % (7 * DAY) == 2 * DAY + 600) {
      rules.lines(Labels.of("host", "web", "kind", "change"), minute, 1, "upgrade nginx");
    }
  }

  /** How often something happens that is expected this often. */
  private int poisson(double expected) {
    double limit = Math.exp(-expected);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  @Override
  public String toString() {
    return "a week of seed " + seed;
  }
}
