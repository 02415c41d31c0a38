package dev.steward.logstore.part;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Notes when each service first showed each template. Lines come service by service, so that one
 * array of times is enough for the service at hand. For one thread.
 */
final class FirstSeen {
  private static final long NEVER = Long.MAX_VALUE;

  /**
   * That a service showed a template.
   *
   * @param service the service
   * @param template number of the template in the part
   * @param time when it did so first, nanoseconds since the Unix epoch
   */
  record Seen(String service, int template, long time) {}

  private final List<Seen> found = new ArrayList<>();
  private long[] times = new long[0];
  private String service = "";

  void add(int template, long time) {
    if (template >= times.length) {
      int known = times.length;
      times = Arrays.copyOf(times, Math.max(template + 1, known * 2 + 64));
      Arrays.fill(times, known, times.length, NEVER);
    }
    if (time < times[template]) {
      times[template] = time;
    }
  }

  void service(String next) {
    if (!next.equals(service)) {
      finish();
      service = next;
    }
  }

  /** All that was noted, service by service and by the number of the template. */
  List<Seen> finish() {
    for (int i = 0; i < times.length; i++) {
      if (times[i] != NEVER) {
        found.add(new Seen(service, i, times[i]));
        times[i] = NEVER;
      }
    }
    return found;
  }
}
