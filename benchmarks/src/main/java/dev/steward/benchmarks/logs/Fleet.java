package dev.steward.benchmarks.logs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * RFC 5424 lines of twenty hosts over a day, in order of time: 234 programs, of which few write
 * most of the lines, each with message shapes of its own. The same seed gives the same lines.
 */
public final class Fleet {
  /** Hosts. */
  public static final int HOSTS = 20;

  /** Programs; each runs on nearly every host. */
  public static final int APPS = 234;

  /** 2026-11-19T00:00:00Z. */
  public static final Instant START = Instant.parse("2026-11-19T00:00:00Z");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final long DAY_MICROS = 86_400_000_000L;

  private final Random random;
  private final long lines;
  private final List<Program> programs = new ArrayList<>();
  private final double[] cumulative = new double[APPS];
  private final int[] processIds = new int[HOSTS * APPS];
  private final String[] hosts = new String[HOSTS];
  private final double gapMicros;
  private double micros;
  private long next;

  /** The fleet's lines of a day. */
  public Fleet(long seed, long lines) {
    this.random = new Random(seed);
    this.lines = lines;
    this.gapMicros = (double) DAY_MICROS / lines;
    double sum = 0;
    for (int app = 0; app < APPS; app++) {
      programs.add(Program.of(app, random));
      sum += 1 / Math.pow(app + 1.5, 0.9);
      cumulative[app] = sum;
    }
    for (int host = 0; host < HOSTS; host++) {
      hosts[host] = Program.hostName(host);
    }
    for (int i = 0; i < processIds.length; i++) {
      processIds[i] = 300 + random.nextInt(32_000);
    }
  }

  /** Whether there is another line. */
  public boolean hasNext() {
    return next < lines;
  }

  /** The next line, without a line end. */
  public byte[] next() {
    micros += -Math.log(1 - random.nextDouble()) * gapMicros;
    int app = pick();
    int host = (int) (HOSTS * Math.pow(random.nextDouble(), 1.4));
    Program program = programs.get(app);
    int process = host * APPS + app;
    if (program.forks() || random.nextInt(20_000) == 0) {
      processIds[process] = 300 + (processIds[process] + 1 + random.nextInt(40)) % 64_000;
    }
    Program.Message message = program.message(random);
    String text = message.text();
    if (next == lines / 3) {
      text = "garbage collector found needle-17 while compacting";
    }
    next++;
    String line =
        "<"
            + message.priority()
            + ">1 "
            + TIME.format(START.plusNanos((long) Math.min(micros, DAY_MICROS - 1) * 1000))
            + " "
            + hosts[host]
            + " "
            + program.name()
            + " "
            + processIds[process]
            + " - - "
            + text;
    return line.getBytes(StandardCharsets.UTF_8);
  }

  private int pick() {
    double wanted = random.nextDouble() * cumulative[APPS - 1];
    int app = 0;
    while (cumulative[app] < wanted) {
      app++;
    }
    return app;
  }
}
