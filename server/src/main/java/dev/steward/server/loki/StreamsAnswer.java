package dev.steward.server.loki;

import dev.steward.query.logql.LogResult;
import dev.steward.spi.store.Direction;
import tools.jackson.core.JsonGenerator;

/** The answer to a log query: its entries by stream, thinned out where the client asks for that. */
final class StreamsAnswer {
  private final EncodingFlags flags;
  private final Direction direction;
  private final long intervalNanos;
  private final EntryGroups groups;

  /**
   * An answer without entries.
   *
   * @param intervalNanos least distance between entries that are kept; 0 keeps all
   */
  StreamsAnswer(EncodingFlags flags, Direction direction, long intervalNanos) {
    this.flags = flags;
    this.direction = direction;
    this.intervalNanos = intervalNanos;
    this.groups = new EntryGroups(flags);
  }

  void collect(LogResult result) {
    boolean first = true;
    long last = 0;
    while (result.next()) {
      long timestamp = result.timestampNanos();
      if (!first && tooClose(last, timestamp)) {
        continue;
      }
      first = false;
      last = timestamp;
      groups.add(result);
    }
  }

  private boolean tooClose(long last, long timestamp) {
    return switch (direction) {
      case FORWARD -> timestamp < last + intervalNanos;
      case BACKWARD -> timestamp > last - intervalNanos;
    };
  }

  void write(JsonGenerator json) {
    json.writeStringProperty("resultType", "streams");
    flags.write(json);
    json.writeName("result");
    groups.write(json);
  }
}
