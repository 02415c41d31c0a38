package dev.steward.logstore.part;

import dev.steward.logstore.part.PartSummary.ServiceShape;
import dev.steward.logstore.template.Template;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Notes when each service first showed each template. Lines come service by service, so that one
 * array of times is enough for the service at hand. For one thread.
 */
final class FirstSeen {
  private static final long NEVER = Long.MAX_VALUE;

  private final Map<ServiceShape, Long> found = new HashMap<>();
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

  void service(String next, List<Template> templates) {
    if (!next.equals(service)) {
      finish(templates);
      service = next;
    }
  }

  Map<ServiceShape, Long> finish(List<Template> templates) {
    for (int i = 0; i < times.length; i++) {
      if (times[i] != NEVER) {
        found.merge(new ServiceShape(service, templates.get(i)), times[i], Math::min);
        times[i] = NEVER;
      }
    }
    return found;
  }
}
