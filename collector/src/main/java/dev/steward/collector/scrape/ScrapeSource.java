package dev.steward.collector.scrape;

import dev.steward.collector.batch.BatchSink;
import java.io.IOException;

/** Something that can be asked for samples again and again. Asked by one thread at a time. */
public interface ScrapeSource {
  /** Name for messages, and the label {@code job} of what says whether it could be asked. */
  String job();

  /**
   * Reads what there is to know now. Called before {@link #write}, outside of any lock.
   *
   * @throws IOException if nothing at all could be read
   */
  void read() throws IOException;

  /** Hands over what was read, all of it with one timestamp. */
  void write(BatchSink sink, long timestampMillis);
}
