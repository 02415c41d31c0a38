package dev.steward.alerting.evaluation;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says which groups are due. Safe for any thread; it keeps no thread of its own.
 *
 * <p>A group is due at absolute multiples of its interval, shifted by a hash of its name and file:
 * so groups spread over the interval, and a restart does not move them. A group that is due while
 * its last evaluation still runs misses that moment; moments that passed while nobody called are
 * missed, too, except for the last. Between two moments a group is due once more when a pending
 * alert of it is about to fire.
 */
final class RuleSchedule {
  private final Executor executor;

  /** Guarded by this. */
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparingLong(due -> due.timeMillis));

  /** Guarded by this. */
  private Map<GroupRun, Member> members = new HashMap<>();

  /**
   * Starts without groups.
   *
   * @param executor runs evaluations
   */
  RuleSchedule(Executor executor) {
    this.executor = executor;
  }

  /** What the schedule knows of a group. */
  private static final class Member {
    private final GroupRun group;
    private final AtomicBoolean running = new AtomicBoolean();

    /** When it is due between two moments. Guarded by the schedule. */
    private long heldMillis = Long.MIN_VALUE;

    Member(GroupRun group) {
      this.group = group;
    }
  }

  /** A moment at which a group is due; {@code held} for those between the regular ones. */
  private record Due(Member member, long timeMillis, boolean held) {}

  /** Lives by other groups; those that stay keep their moments. */
  synchronized void replace(Collection<GroupRun> groups, long nowMillis) {
    Map<GroupRun, Member> next = new HashMap<>();
    for (GroupRun group : groups) {
      Member member = members.get(group);
      if (member == null) {
        member = new Member(group);
        queue.add(new Due(member, firstMillis(group, nowMillis), false));
      }
      next.put(group, member);
    }
    queue.removeIf(due -> next.get(due.member.group) != due.member);
    members = next;
    notifyAll();
  }

  /** The first moment of a group after now. */
  static long firstMillis(GroupRun group, long nowMillis) {
    long interval = group.interval().toMillis();
    long offset = Math.floorMod(hash(group.file() + ";" + group.name()), interval);
    return Math.floorDiv(nowMillis - offset, interval) * interval + offset + interval;
  }

  /** FNV-1a with a last round of mixing: the same on every machine. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
    return hash ^ (hash >>> 32);
  }

  /**
   * Starts what is due.
   *
   * @return when something is due next; {@link Long#MAX_VALUE} for never
   */
  synchronized long start(long nowMillis) {
    dropWhereClockWasSetBack(nowMillis);
    List<Due> later = new ArrayList<>();
    while (!queue.isEmpty() && queue.element().timeMillis <= nowMillis) {
      Due due = queue.remove();
      if (due.held) {
        run(due.member, due.timeMillis, true);
      } else {
        later.add(regular(due, nowMillis));
      }
    }
    queue.addAll(later);
    return queue.isEmpty() ? Long.MAX_VALUE : queue.element().timeMillis;
  }

  private void dropWhereClockWasSetBack(long nowMillis) {
    List<Due> moved = new ArrayList<>();
    queue.removeIf(due -> {
      boolean tooFar = due.timeMillis - nowMillis > due.member.group.interval().toMillis();
      if (tooFar && !due.held) {
        moved.add(new Due(due.member, firstMillis(due.member.group, nowMillis), false));
      }
      return tooFar;
    });
    queue.addAll(moved);
  }

  private Due regular(Due due, long nowMillis) {
    long interval = due.member.group.interval().toMillis();
    long passed = (nowMillis - due.timeMillis) / interval;
    long timeMillis = due.timeMillis + passed * interval;
    due.member.group.miss(passed);
    if (!run(due.member, timeMillis, false)) {
      due.member.group.miss(1);
    }
    return new Due(due.member, timeMillis + interval, false);
  }

  private boolean run(Member member, long timeMillis, boolean held) {
    if (!member.running.compareAndSet(false, true)) {
      return false;
    }
    long next = timeMillis + member.group.interval().toMillis();
    executor.execute(() -> {
      try {
        if (held) {
          member.group.evaluateHeld(timeMillis);
        } else {
          member.group.evaluate(timeMillis);
        }
      } finally {
        member.running.set(false);
        fireBefore(member, timeMillis, next);
      }
    });
    return true;
  }

  /** Has the group evaluated once more if an alert would fire before its next moment. */
  private void fireBefore(Member member, long timeMillis, long nextMillis) {
    long firing = member.group.nextFiringMillis();
    if (firing > timeMillis && firing < nextMillis) {
      synchronized (this) {
        if (members.get(member.group) == member && member.heldMillis != firing) {
          member.heldMillis = firing;
          queue.add(new Due(member, firing, true));
          notifyAll();
        }
      }
    }
  }

  /**
   * Starts what is due, and waits until something may be due again.
   *
   * @param clock tells the time
   * @param maxWaitMillis no longer than this, since clocks can be set
   */
  @SuppressWarnings("WaitNotInLoop") // Who calls this again and again is the loop.
  synchronized void turn(InstantSource clock, long maxWaitMillis) throws InterruptedException {
    long now = clock.millis();
    long wait = Math.min(start(now) - now, maxWaitMillis);
    if (wait > 0) {
      wait(wait);
    }
  }
}
