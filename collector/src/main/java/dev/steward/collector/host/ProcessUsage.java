package dev.steward.collector.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each process of the host used since the last look, from {@code /proc/PID/stat}. For one
 * thread.
 */
final class ProcessUsage {
  private static final double TICKS_PER_SECOND = 100;
  private static final int FIELDS_BEFORE_USER_TIME = 11;
  private static final int FIELDS_BEFORE_START_TIME = 6;
  private static final int FIELDS_BEFORE_RESIDENT = 1;

  private final long pageBytes;
  private Map<Long, Known> known = new HashMap<>();

  /**
   * A process.
   *
   * @param id its number
   * @param name of its program, at most 15 bytes, as the kernel keeps it
   * @param cpuSeconds used since the last look; since its start the first time it is seen
   * @param residentBytes of memory
   */
  record Usage(long id, String name, double cpuSeconds, long residentBytes) {
    /** The most processor time first. */
    static final Comparator<Usage> BY_CPU =
        Comparator.comparingDouble(Usage::cpuSeconds).reversed().thenComparingLong(Usage::id);

    /** The most memory first. */
    static final Comparator<Usage> BY_MEMORY =
        Comparator.comparingLong(Usage::residentBytes).reversed().thenComparingLong(Usage::id);
  }

  /** Numbers are used again; start time and number together are not. */
  private record Known(long startTicks, long cpuTicks) {}

  ProcessUsage(long pageBytes) {
    this.pageBytes = pageBytes;
  }

  /** Every process that is there now. */
  List<Usage> look(HostFiles files) {
    boolean first = known.isEmpty();
    Map<Long, Known> now = new HashMap<>();
    List<Usage> usages = new ArrayList<>();
    for (String name : HostFiles.names(files.procPath(""))) {
      if (name.charAt(0) >= '1' && name.charAt(0) <= '9') {
        try {
          usages.add(read(files.proc(name + "/stat"), Long.parseLong(name), first, now));
        } catch (IOException | NumberFormatException e) {
          continue; // it has ended since, or is no process
        }
      }
    }
    known = now;
    return usages;
  }

  private Usage read(Fields stat, long id, boolean first, Map<Long, Known> now) throws IOException {
    stat.skipFields(1);
    String name = stat.between('(', ')');
    stat.skipFields(FIELDS_BEFORE_USER_TIME);
    long cpuTicks = stat.number() + stat.number();
    stat.skipFields(FIELDS_BEFORE_START_TIME);
    long startTicks = stat.number();
    stat.skipFields(FIELDS_BEFORE_RESIDENT);
    long residentPages = stat.number();
    Known before = known.get(id);
    long used = first ? 0 : cpuTicks;
    if (before != null && before.startTicks() == startTicks) {
      used = cpuTicks - before.cpuTicks();
    }
    now.put(id, new Known(startTicks, cpuTicks));
    return new Usage(id, name, used / TICKS_PER_SECOND, residentPages * pageBytes);
  }
}
