package dev.steward.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Reads the lines of a query, first the newest and then, from call to call, what is newer. Lines of
 * the last nanosecond seen may come again from the server and are told apart by their number, so
 * that equal lines are all shown and none twice. For one thread.
 */
final class LogTail {
  /**
   * A line.
   *
   * @param timestampNanos nanoseconds since the Unix epoch
   * @param labels its stream
   * @param line the text
   */
  record Entry(long timestampNanos, Map<String, String> labels, String line) {}

  private static final String PATH = "/loki/api/v1/query_range";
  private static final int MORE_LIMIT = 5000;

  private final ServerClient client;
  private final String query;
  private final int limit;
  private long lastNanos;

  /** How often each entry of the last nanosecond was shown. */
  private final Map<Entry, Integer> shownAtLast = new HashMap<>();

  LogTail(ServerClient client, String query, int limit) {
    this.client = client;
    this.query = query;
    this.limit = limit;
  }

  /** The newest lines since a moment, oldest first. */
  List<Entry> newest(Instant since) {
    lastNanos = nanos(since);
    List<Entry> found = fetch(lastNanos, "backward", limit);
    remember(found);
    return found;
  }

  /** What came since the last call, oldest first. */
  List<Entry> more() {
    List<Entry> fresh = new ArrayList<>();
    Map<Entry, Integer> again = new HashMap<>(shownAtLast);
    for (Entry entry : fetch(lastNanos, "forward", MORE_LIMIT)) {
      if (again.merge(entry, -1, Integer::sum) < 0) {
        fresh.add(entry);
      }
    }
    remember(fresh);
    return fresh;
  }

  private void remember(List<Entry> shown) {
    for (Entry entry : shown) {
      if (entry.timestampNanos() > lastNanos) {
        lastNanos = entry.timestampNanos();
        shownAtLast.clear();
      }
      if (entry.timestampNanos() == lastNanos) {
        shownAtLast.merge(entry, 1, Integer::sum);
      }
    }
  }

  private List<Entry> fetch(long startNanos, String direction, int max) {
    JsonNode data =
        client.data(
            PATH,
            Map.of(
                "query",
                query,
                "start",
                Long.toString(startNanos),
                "end",
                Long.toString(nanos(Instant.now().plusSeconds(60))),
                "direction",
                direction,
                "limit",
                Integer.toString(max)));
    if (!data.path("resultType").asString("").equals("streams")) {
      throw new CommandException(
          "query: " + query + ": gives numbers (expected: a query that gives log lines)");
    }
    List<Entry> entries = new ArrayList<>();
    for (JsonNode stream : data.path("result")) {
      Map<String, String> labels = new TreeMap<>();
      stream
          .path("stream")
          .propertyStream()
          .forEach(each -> labels.put(each.getKey(), each.getValue().asString()));
      for (JsonNode value : stream.path("values")) {
        entries.add(
            new Entry(Long.parseLong(value.path(0).asString()), labels, value.path(1).asString()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::timestampNanos));
    return entries;
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
