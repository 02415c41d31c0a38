package dev.steward.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Reads the lines of a query, first the newest and then those that come, over a WebSocket that is
 * opened again where it breaks. Lines of the last nanosecond seen come again from the server then
 * and are told apart by their number, so that equal lines are all shown and none twice. For one
 * thread.
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

  /** Hears of what a tail reads; each call on the tail's thread. */
  interface Listener {
    /** Lines, oldest first. */
    void lines(List<Entry> entries);

    /** Something that whoever looks should know, such as lines that were left out. */
    void notice(String text);
  }

  private static final String RANGE_PATH = "/loki/api/v1/query_range";
  private static final String TAIL_PATH = "/loki/api/v1/tail";
  private static final int MISSED_LIMIT = 5000;
  private static final Duration BETWEEN_CONNECTIONS = Duration.ofSeconds(1);

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
    JsonNode data =
        client.data(
            RANGE_PATH,
            Map.of(
                "query",
                query,
                "start",
                Long.toString(lastNanos),
                "end",
                Long.toString(nanos(Instant.now().plusSeconds(60))),
                "direction",
                "backward",
                "limit",
                Integer.toString(limit)));
    if (!data.path("resultType").asString("").equals("streams")) {
      throw new CommandException(
          "query: " + query + ": gives numbers (expected: a query that gives log lines)");
    }
    List<Entry> found = entries(data.path("result")).reversed();
    found.sort(Comparator.comparingLong(Entry::timestampNanos));
    remember(found);
    return found;
  }

  /**
   * Goes on with what comes, until the thread is interrupted.
   *
   * @throws CommandException if the server refuses
   */
  void follow(Listener listener) throws InterruptedException {
    boolean toldOfBreak = false;
    while (true) {
      try (MessageStream messages =
          client.messages(
              TAIL_PATH,
              Map.of(
                  "query",
                  query,
                  "start",
                  Long.toString(lastNanos),
                  "limit",
                  Integer.toString(MISSED_LIMIT)))) {
        toldOfBreak = false;
        read(messages, listener);
      } catch (UnreachableException e) {
        if (!toldOfBreak) {
          listener.notice(e.getMessage() + "; trying again");
          toldOfBreak = true;
        }
      }
      Thread.sleep(BETWEEN_CONNECTIONS);
    }
  }

  private void read(MessageStream messages, Listener listener) throws InterruptedException {
    Map<Entry, Integer> again = new HashMap<>(shownAtLast);
    for (JsonNode message = messages.next(); message != null; message = messages.next()) {
      List<Entry> fresh = new ArrayList<>();
      List<Entry> told = entries(message.path("streams"));
      told.sort(Comparator.comparingLong(Entry::timestampNanos));
      for (Entry entry : told) {
        if (again.merge(entry, -1, Integer::sum) < 0) {
          fresh.add(entry);
        }
      }
      remember(fresh);
      listener.lines(fresh);
      int dropped = message.path("dropped_entries").size();
      if (dropped > 0) {
        listener.notice(dropped + " lines or more were left out: they came too fast");
      }
    }
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

  /** Entries in the order in which they stand there. */
  private static List<Entry> entries(JsonNode streams) {
    List<Entry> entries = new ArrayList<>();
    for (JsonNode stream : streams) {
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
    return entries;
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
