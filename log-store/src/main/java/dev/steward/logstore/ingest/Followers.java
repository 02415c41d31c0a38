package dev.steward.logstore.ingest;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.LogListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who hear of entries as they are stored. Safe for any thread. */
public final class Followers {
  private static final Logger LOG = LoggerFactory.getLogger(Followers.class);

  private record Follower(Selector selector, LogListener listener) {}

  private final List<Follower> followers = new CopyOnWriteArrayList<>();

  /** Nobody. */
  public Followers() {}

  /** Adds one, until the handle is closed. */
  public AutoCloseable add(Selector selector, LogListener listener) {
    Follower follower = new Follower(selector, listener);
    followers.add(follower);
    return () -> followers.removeIf(other -> other == follower);
  }

  void tell(Labels stream, List<LogEntry> entries) {
    if (followers.isEmpty()) {
      return;
    }
    for (Follower follower : followers) {
      if (follower.selector().accepts(stream)) {
        try {
          entries.forEach(entry -> follower.listener().stored(stream, entry));
        } catch (RuntimeException e) {
          LOG.error("A follower of {} failed and hears no more", follower.selector(), e);
          followers.remove(follower);
        }
      }
    }
  }
}
