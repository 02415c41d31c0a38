package dev.steward.collector.tail;

import dev.steward.collector.batch.BatchSink;
import dev.steward.formats.syslog.SyslogMessage;
import dev.steward.formats.syslog.SyslogParser;
import java.time.ZoneId;

/** Lines of long ago: those that nothing else is known of get the time that they start with. */
final class PastLines implements LineFormat {
  private final LineFormat format;
  private final SyslogParser parser = new SyslogParser(ZoneId.systemDefault());

  PastLines(LineFormat format) {
    this.format = format;
  }

  @Override
  public void add(byte[] bytes, int offset, int length, LineClock clock, BatchSink sink) {
    LineClock own = LineClock.at(time(bytes, offset, length, clock.next()));
    format.add(bytes, offset, length, own, sink);
  }

  private long time(byte[] bytes, int offset, int length, long latest) {
    SyslogMessage message = parser.parse(bytes, offset, length, latest, "");
    return Math.min(latest, message.timestampNanos());
  }
}
