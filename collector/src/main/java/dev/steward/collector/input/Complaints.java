package dev.steward.collector.input;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what goes wrong at an input: each thing once until it goes well again. Any thread. */
public final class Complaints {
  private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);
  private static final int MAX_REMEMBERED = 1_000;

  /** Guarded by this. */
  private final Set<String> told = new HashSet<>();

  /** Nothing was said yet. */
  public Complaints() {}

  /** Says what is wrong with a thing, unless that has been said. */
  public synchronized void add(String thing, String problem) {
    if (told.size() < MAX_REMEMBERED && told.add(thing)) {
      LOG.warn("{}: {}; tried again, and said only once", thing, problem);
    }
  }

  /** Notes that a thing works; says so if it did not before. */
  public synchronized void clear(String thing) {
    if (told.remove(thing)) {
      LOG.info("{}: works again", thing);
    }
  }
}
