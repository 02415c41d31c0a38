package dev.steward.benchmarks.logs;

/** Where the fields of a line of {@link Fleet} stand, as little as a shipper needs. */
final class FleetLine {
  private byte[] bytes = {};
  private int hostStart;
  private int hostEnd;
  private int appEnd;
  private long nanos;

  void read(byte[] array, int from) {
    bytes = array;
    int time = indexOf(from, '>') + 3;
    hostStart = indexOf(time, ' ') + 1;
    hostEnd = indexOf(hostStart, ' ');
    appEnd = indexOf(hostEnd + 1, ' ');
    nanos = nanosAt(time);
  }

  /** Host and program with a space between them, as they stand in the line. */
  String hostAndApp() {
    return new String(
        bytes, hostStart, appEnd - hostStart, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  /** When it was written, nanoseconds since the Unix epoch. */
  long nanos() {
    return nanos;
  }

  private int indexOf(int from, char wanted) {
    int at = from;
    while (bytes[at] != wanted) {
      at++;
    }
    return at;
  }

  private long number(int from, int end) {
    long number = 0;
    for (int at = from; at < end; at++) {
      number = number * 10 + bytes[at] - '0';
    }
    return number;
  }

  /** The time of the day of {@link Fleet#START}, in the fixed form that the generator writes. */
  private long nanosAt(int from) {
    long seconds =
        number(from + 11, from + 13) * 3600
            + number(from + 14, from + 16) * 60
            + number(from + 17, from + 19);
    return (Fleet.START.getEpochSecond() + seconds) * 1_000_000_000L
        + number(from + 20, from + 26) * 1000;
  }
}
