package dev.steward.server.loki;

import dev.steward.query.logql.LiveQuery;
import dev.steward.server.loki.TailQueue.Arrival;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogCursor;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.QueryContext;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client that follows the store: first entries that are stored already, then what comes. Runs
 * in a thread of its own, which ends with the connection.
 *
 * <p>The store is followed from before the stored entries are read, so that none is missed; an
 * entry that came in between is in both, and is sent once. (Of two equal entries of one nanosecond,
 * one stored before and one during that moment, the second is not sent.)
 */
final class TailSession implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TailSession.class);
  private static final long PING_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MAX_QUEUED_BYTES = 2 << 20;
  private static final int MAX_ENTRIES_PER_MESSAGE = 500;
  private static final int MAX_CLOSE_REASON = 120;

  private record Stored(Labels stream, LogEntry entry) {}

  private final LogStore store;
  private final TailRequest request;
  private final QueryContext context;
  private final Session session;
  private final Clock clock;
  private final TailQueue queue = new TailQueue(System::nanoTime, MAX_QUEUED_BYTES);

  TailSession(
      LogStore store, TailRequest request, QueryContext context, Session session, Clock clock) {
    this.store = store;
    this.request = request;
    this.context = context;
    this.session = session;
    this.clock = clock;
  }

  /** The client is gone, or shall go: stops all work for it. */
  void stop() {
    context.cancel();
    queue.close();
  }

  @Override
  public void run() {
    try (AutoCloseable following = store.follow(request.query().selector(), queue)) {
      Map<Stored, Integer> sent = sendStored();
      sendNew(sent);
      close(new CloseReason(CloseCodes.GOING_AWAY, "the server stops"));
    } catch (IOException e) {
      LOG.debug("A client that followed the log store is gone", e);
    } catch (StewardException e) {
      close(
          new CloseReason(
              CloseCodes.UNEXPECTED_CONDITION, shortened(String.valueOf(e.getMessage()))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.error("Following the log store failed through a defect", e);
      close(new CloseReason(CloseCodes.UNEXPECTED_CONDITION, "internal error"));
    }
  }

  /** Sends the newest stored entries, oldest first, and returns them with their numbers. */
  private Map<Stored, Integer> sendStored() throws IOException {
    List<Stored> newest = newestStored();
    Map<Stored, Integer> numbers = new HashMap<>();
    for (int from = 0; from < newest.size(); from += MAX_ENTRIES_PER_MESSAGE) {
      EntryGroups groups = new EntryGroups(request.flags());
      for (Stored each :
          newest.subList(from, Math.min(newest.size(), from + MAX_ENTRIES_PER_MESSAGE))) {
        numbers.merge(each, 1, Integer::sum);
        add(groups, each.stream(), each.entry());
      }
      send(groups);
    }
    return numbers;
  }

  private List<Stored> newestStored() {
    List<Stored> newest = new ArrayList<>();
    long now = LokiTime.nanos(clock.instant()) + 1;
    LiveQuery query = request.query();
    TimeRange range = new TimeRange(Math.min(request.startNanos(), now), now);
    try (LogCursor cursor = store.read(query.over(range), Direction.BACKWARD, context)) {
      while (newest.size() < request.limit() && cursor.next()) {
        if (query.accepts(cursor.stream(), cursor.entry())) {
          newest.add(new Stored(cursor.stream(), cursor.entry()));
        }
      }
    }
    return newest.reversed();
  }

  private void sendNew(Map<Stored, Integer> alreadySent) throws IOException, InterruptedException {
    long nextPing = System.nanoTime() + PING_NANOS;
    while (!queue.isClosed()) {
      List<Arrival> arrived =
          queue.take(MAX_ENTRIES_PER_MESSAGE, request.delayNanos(), nextPing - System.nanoTime());
      EntryGroups groups = new EntryGroups(request.flags());
      arrived.stream()
          .sorted(Comparator.comparingLong(each -> each.entry().timestampNanos()))
          .filter(each -> !isRepetition(new Stored(each.stream(), each.entry()), alreadySent))
          .forEach(each -> add(groups, each.stream(), each.entry()));
      send(groups);
      if (nextPing - System.nanoTime() <= 0) {
        session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
        nextPing = System.nanoTime() + PING_NANOS;
      }
    }
  }

  private static boolean isRepetition(Stored entry, Map<Stored, Integer> sent) {
    Integer number = sent.get(entry);
    if (number == null) {
      return false;
    }
    if (number == 1) {
      sent.remove(entry);
    } else {
      sent.put(entry, number - 1);
    }
    return true;
  }

  private void add(EntryGroups groups, Labels stream, LogEntry entry) {
    if (request.query().accepts(stream, entry)) {
      groups.add(request.query());
    }
  }

  private void send(EntryGroups groups) throws IOException {
    List<TailQueue.Dropped> dropped = queue.takeDropped();
    if (!groups.isEmpty() || !dropped.isEmpty()) {
      session.getBasicRemote().sendText(TailMessage.text(groups, dropped, request.flags()));
    }
  }

  private void close(CloseReason reason) {
    try {
      session.close(reason);
    } catch (IOException e) {
      LOG.debug("A connection was closed already", e);
    }
  }

  /** A close frame holds 123 bytes of text. */
  private static String shortened(String message) {
    return message.length() <= MAX_CLOSE_REASON / 3
        ? message
        : message.substring(0, MAX_CLOSE_REASON / 3);
  }
}
