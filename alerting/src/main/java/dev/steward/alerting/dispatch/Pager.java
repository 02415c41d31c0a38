package dev.steward.alerting.dispatch;

import dev.steward.alerting.alert.Alert;
import dev.steward.alerting.alert.AlertIntake;
import dev.steward.alerting.alert.PostedAlert;
import dev.steward.alerting.configuration.AlertingConfiguration;
import dev.steward.alerting.configuration.Route;
import dev.steward.alerting.inhibit.Inhibitor;
import dev.steward.alerting.silence.Silences;
import dev.steward.spi.model.Labels;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes alerts and tells people of them, as Alertmanager does: keeps them, groups them by the tree
 * of routes, mutes what is silenced or follows from another alert, tells receivers, and remembers
 * whom it told of what. Safe for any thread; nothing that is sent is waited for by a caller.
 *
 * <p>Silences and what was told are on disk; the alerts themselves are not: whoever evaluates rules
 * posts them again and again, as {@link PostedAlert} says.
 */
public final class Pager implements AlertIntake, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pager.class);
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration FORGET = Duration.ofMinutes(15);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

  private final Clock clock;
  private final String externalUrl;
  private final Silences silences;
  private final NotificationLog log;
  private final AlertStore store = new AlertStore();
  private final DeliveryCounts counts = new DeliveryCounts();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Heartbeats heartbeats;
  private volatile State state;
  private volatile boolean running;

  /** What follows from one configuration. */
  private record State(AlertingConfiguration configuration, Muting muting, Dispatcher dispatcher) {}

  private Pager(
      AlertingConfiguration configuration,
      Silences silences,
      NotificationLog log,
      String externalUrl,
      Clock clock) {
    this.clock = clock;
    this.externalUrl = externalUrl;
    this.silences = silences;
    this.log = log;
    this.heartbeats = new Heartbeats();
    this.state = stateOf(configuration);
  }

  /**
   * A pager that keeps its files in a folder. It tells nobody until it is started.
   *
   * @param externalUrl where people find this server's pages
   * @throws dev.steward.spi.error.StewardException if files cannot be read or written
   */
  public static Pager open(
      Path folder, AlertingConfiguration configuration, String externalUrl, Clock clock) {
    Silences silences = Silences.open(folder.resolve("silences"), clock);
    NotificationLog log = NotificationLog.open(folder.resolve("notifications"), clock);
    return new Pager(configuration, silences, log, externalUrl, clock);
  }

  private State stateOf(AlertingConfiguration configuration) {
    Muting muting =
        new Muting(silences, new Inhibitor(configuration.inhibitRules()), configuration);
    Deliveries deliveries = new Deliveries(configuration, log, counts, threads, clock);
    return new State(
        configuration,
        muting,
        new Dispatcher(configuration.route(), muting, deliveries, threads, externalUrl));
  }

  /** Begins to tell people. */
  public synchronized void start() {
    if (!running) {
      running = true;
      Thread.ofPlatform().daemon().name("pager").start(this::tick);
      heartbeats.start(state.configuration().heartbeats());
    }
  }

  private void tick() {
    Instant forget = clock.instant().plus(FORGET);
    while (running) {
      try {
        Instant now = clock.instant();
        state.dispatcher().runDue(now);
        if (now.isAfter(forget)) {
          forget = now.plus(FORGET);
          forgetOld(now);
        }
      } catch (RuntimeException e) {
        LOG.error("The pager stumbled and goes on", e);
      }
      LockSupport.parkNanos(TICK.toNanos());
    }
  }

  /** Tells whoever is to be told at this moment, and returns at once. For tests. */
  void runDue() {
    state.dispatcher().runDue(clock.instant());
  }

  /** Whether nobody is being told at this moment. For tests. */
  boolean isIdle() {
    return state.dispatcher().isIdle();
  }

  private void forgetOld(Instant now) {
    store.forgetEnded(now.minus(FORGET));
    state.muting().inhibitor().forgetEnded(now);
    silences.forgetOld();
    log.forgetOld();
  }

  @Override
  public void post(List<PostedAlert> alerts) {
    State current = state;
    Instant now = clock.instant();
    List<Alert> taken = new ArrayList<>(alerts.size());
    for (PostedAlert posted : alerts) {
      Alert alert = store.put(Alert.of(posted, now, current.configuration().resolveTimeout()));
      current.muting().inhibitor().put(alert);
      taken.add(alert);
    }
    // Only now, so that of two alerts that arrive together one can mute the other.
    taken.forEach(alert -> current.dispatcher().put(alert, now));
  }

  /**
   * Lives by another configuration from now on.
   *
   * @throws dev.steward.spi.error.StewardException if its templates or certificates cannot be read;
   *     the pager then lives by what it had
   */
  public synchronized void reload(AlertingConfiguration configuration) {
    State next = stateOf(configuration);
    State before = state;
    before.dispatcher().stop();
    state = next;
    Instant now = clock.instant();
    Collection<Alert> alerts = store.all();
    alerts.forEach(next.muting().inhibitor()::put);
    alerts.forEach(alert -> next.dispatcher().put(alert, now));
    before.dispatcher().close();
    if (running) {
      heartbeats.start(configuration.heartbeats());
    }
  }

  /** The configuration in force. */
  public AlertingConfiguration configuration() {
    return state.configuration();
  }

  /** The silences. */
  public Silences silences() {
    return silences;
  }

  /** How many notifications were sent and failed. */
  public DeliveryCounts counts() {
    return counts;
  }

  /** How many records of notifications could not be written. */
  public long unrecorded() {
    return log.failures();
  }

  /**
   * An alert with what mutes it and who is told of it.
   *
   * @param alert the alert
   * @param status what mutes it
   * @param receivers names of those who are told, in the order of the routes
   */
  public record Known(Alert alert, AlertStatus status, List<String> receivers) {
    /** Copies the list. */
    public Known {
      receivers = List.copyOf(receivers);
    }
  }

  /**
   * Alerts that are told together.
   *
   * @param labels what they are grouped by
   * @param receiver who is told
   * @param route id of the route
   * @param key name of the group
   * @param mutedBy names of the times that mute the route now
   * @param alerts the alerts by name and labels
   */
  public record Group(
      Labels labels,
      String receiver,
      String route,
      String key,
      List<String> mutedBy,
      List<Known> alerts) {
    /** Copies the lists. */
    public Group {
      mutedBy = List.copyOf(mutedBy);
      alerts = List.copyOf(alerts);
    }
  }

  /** The alerts that fire, by fingerprint. */
  public List<Known> firing() {
    State current = state;
    Instant now = clock.instant();
    return store.all().stream()
        .filter(alert -> !alert.resolvedAt(now))
        .sorted(Comparator.comparing(Alert::fingerprint))
        .map(alert -> known(current, alert, now))
        .toList();
  }

  private static Known known(State current, Alert alert, Instant now) {
    Set<String> receivers = new LinkedHashSet<>();
    current
        .dispatcher()
        .root()
        .match(alert.labels())
        .forEach(route -> receivers.add(route.receiver()));
    return new Known(alert, current.muting().status(alert, now), List.copyOf(receivers));
  }

  /** The groups with alerts that fire, by their labels, then by receiver. */
  public List<Group> groups() {
    State current = state;
    Instant now = clock.instant();
    List<Group> groups = new ArrayList<>();
    for (AlertGroup group : current.dispatcher().groups()) {
      List<Known> alerts =
          group.alerts().stream()
              .filter(alert -> !alert.resolvedAt(now))
              .map(alert -> known(current, alert, now))
              .toList();
      Route route = group.route();
      if (!alerts.isEmpty()) {
        groups.add(
            new Group(
                group.labels(),
                route.receiver(),
                route.id(),
                group.key(),
                current.muting().mutedBy(route, now),
                alerts));
      }
    }
    groups.sort(
        Comparator.comparing(Group::labels)
            .thenComparing(Group::receiver)
            .thenComparing(Group::route));
    return groups;
  }

  /** Stops telling people; what is being sent has a short time to end. */
  @Override
  public void close() {
    running = false;
    heartbeats.close();
    state.dispatcher().stop();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LAST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    state.dispatcher().close();
    silences.close();
    log.close();
  }
}
