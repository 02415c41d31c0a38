package dev.steward.alerting.evaluation;

import dev.steward.alerting.rule.RuleFile;
import dev.steward.alerting.rule.RuleFileException;
import dev.steward.alerting.rule.RuleGroup;
import dev.steward.alerting.rule.RuleProblem;
import dev.steward.alerting.rule.RuleSources;
import dev.steward.spi.error.StewardException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates the rules of files from its start to its stop. Safe for any thread.
 *
 * <p>A file that changed is read anew without losing what the rules remember; as long as one file
 * has a problem, all rules stay as they were.
 */
public final class RuleEngine {
  private static final Logger LOG = LoggerFactory.getLogger(RuleEngine.class);

  /** Clocks can be set: nobody waits longer without looking. */
  private static final long MAX_WAIT_MILLIS = 1000;

  private final RuleSources sources;
  private final GroupDefaults defaults;
  private final InstantSource clock;
  private final Semaphore permits;
  private final RuleSchedule schedule;

  /** By file and name, in the order of the files. Replaced as a whole, guarded by this. */
  private volatile Map<String, GroupRun> groups = Map.of();

  /** What the files were when they were read last. Guarded by this. */
  private RuleSources.@Nullable Fingerprint read;

  private volatile boolean upToDate;

  /** Guarded by this. */
  private @Nullable Thread thread;

  /**
   * An engine without rules yet.
   *
   * @param sources the files
   * @param defaults what groups live by that say nothing themselves
   * @param clock tells the time
   * @param concurrency at most how many groups are evaluated at once
   */
  public RuleEngine(
      RuleSources sources, GroupDefaults defaults, InstantSource clock, int concurrency) {
    this.sources = Objects.requireNonNull(sources, "sources");
    this.defaults = Objects.requireNonNull(defaults, "defaults");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.permits = new Semaphore(concurrency);
    this.schedule =
        new RuleSchedule(task -> Thread.ofVirtual().name("rules").start(() -> bounded(task)));
  }

  private void bounded(Runnable task) {
    permits.acquireUninterruptibly();
    try {
      task.run();
    } finally {
      permits.release();
    }
  }

  /**
   * Reads the files, for the first time or anew.
   *
   * @throws RuleFileException if one of them cannot be used; all rules are then as they were
   */
  public synchronized void reload() {
    read = sources.fingerprint();
    upToDate = false;
    apply(sources.read());
    upToDate = true;
  }

  /** Whether the files were usable when they were read last. */
  public boolean isUpToDate() {
    return upToDate;
  }

  /**
   * Reads the files anew if one of them changed, came or went.
   *
   * @throws RuleFileException if one of them cannot be used, once for each change
   */
  public synchronized void reloadIfChanged() {
    if (!sources.fingerprint().equals(read)) {
      reload();
    }
  }

  private void apply(List<RuleFile> files) {
    // Alerts of before a start are looked for at the start alone.
    RestoredAlerts restored =
        thread == null
            ? RestoredAlerts.read(defaults.surroundings().store(), clock.millis())
            : RestoredAlerts.NONE;
    Map<String, GroupRun> next = next(files, restored);
    Map<String, GroupRun> old = groups;
    next.forEach((key, group) -> {
      GroupRun before = old.get(key);
      if (before != null && before != group) {
        group.adopt(before);
      }
    });
    groups = next;
    schedule.replace(thread == null ? List.of() : next.values(), clock.millis());
    old.forEach((key, group) -> {
      if (!next.containsKey(key)) {
        group.retire(clock.millis());
      }
    });
    LOG.info("{} groups of rules from {} files", next.size(), files.size());
  }

  /** The groups of files: those that there are already stay as they are. */
  private Map<String, GroupRun> next(List<RuleFile> files, RestoredAlerts restored) {
    Map<String, GroupRun> next = new LinkedHashMap<>();
    List<RuleProblem> problems = new ArrayList<>();
    for (RuleFile file : files) {
      for (RuleGroup group : file.groups()) {
        String key = file.name() + ";" + group.name();
        GroupRun before = groups.get(key);
        boolean same = before != null && before.group().equals(group);
        try {
          next.put(key, same ? before : new GroupRun(file.name(), group, defaults, restored));
        } catch (StewardException e) {
          problems.add(new RuleProblem(file.name(), 0, 0, String.valueOf(e.getMessage())));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new RuleFileException(problems);
    }
    return next;
  }

  /** Starts to evaluate. */
  public synchronized void start() {
    thread = Thread.ofPlatform().name("rule-schedule").daemon().unstarted(this::keepTurning);
    schedule.replace(groups.values(), clock.millis());
    thread.start();
  }

  private void keepTurning() {
    try {
      while (true) {
        schedule.turn(clock, MAX_WAIT_MILLIS);
      }
    } catch (InterruptedException e) {
      LOG.debug("The evaluation of rules stops");
    }
  }

  /** Stops to evaluate; evaluations under way end before it returns. */
  public synchronized void stop() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      schedule.replace(List.of(), clock.millis());
      groups.values().forEach(GroupRun::stop);
      thread = null;
    }
  }

  /** The groups, in the order of files and groups. */
  public List<GroupStatus> groups() {
    return groups.values().stream().map(GroupRun::status).toList();
  }

  /** The groups, for who evaluates them at moments of its own. */
  Collection<GroupRun> runs() {
    return groups.values();
  }
}
