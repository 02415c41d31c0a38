package dev.steward.benchmarks.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;

/**
 * Lines of RFC 5424 syslog as a small fleet writes them: few services write most of them, and most
 * are a template with addresses, ids and numbers in it. The same seed gives the same lines.
 */
public final class SyslogLines {
  private static final int HOSTS = 20;
  private static final String[] USERS = {"alice", "bob", "carol", "backup", "git", "www-data"};

  private final Random random;
  private Instant time;

  /** Lines that start at a moment. */
  public SyslogLines(long seed, Instant start) {
    random = new Random(seed);
    time = start;
  }

  /** The next line, a few milliseconds after the one before, without a line end. */
  public byte[] next() {
    time = time.plusNanos(random.nextInt(40_000_000));
    // Squaring skews: the first hosts and services write more than the last.
    int host = (int) (HOSTS * random.nextDouble() * random.nextDouble());
    String line =
        switch ((int) (6 * random.nextDouble() * random.nextDouble())) {
          case 0 -> message(host, "postfix/smtpd", 22, "connect from unknown[" + address() + "]");
          case 1 ->
              message(
                  host,
                  "sshd",
                  38,
                  "Failed password for invalid user "
                      + user()
                      + " from "
                      + address()
                      + " port "
                      + (1024 + random.nextInt(60_000))
                      + " ssh2");
          case 2 ->
              message(
                  host,
                  "nginx",
                  134,
                  address()
                      + " \"GET /api/items/"
                      + random.nextInt(100_000)
                      + " HTTP/1.1\" 200 "
                      + random.nextInt(40_000)
                      + " "
                      + random.nextInt(900)
                      + "ms");
          case 3 ->
              message(
                  host,
                  "dovecot",
                  22,
                  "imap-login: Login: user=<"
                      + user()
                      + ">, method=PLAIN, rip="
                      + address()
                      + ", session=<"
                      + Long.toHexString(random.nextLong())
                      + ">");
          case 4 ->
              message(
                  host,
                  "kernel",
                  6,
                  "[" + random.nextInt(900_000) + ".417] eth0: link up, 1000 Mbps, full duplex");
          default ->
              message(
                  host,
                  "CRON",
                  78,
                  "(root) CMD (/usr/lib/backup/run --job " + random.nextInt(40) + ")");
        };
    return line.getBytes(StandardCharsets.UTF_8);
  }

  private String message(int host, String app, int priority, String text) {
    return "<"
        + priority
        + ">1 "
        + time
        + " host"
        + host
        + " "
        + app
        + " "
        + random.nextInt(32_768)
        + " - - "
        + text;
  }

  private String address() {
    return "203.0.113." + random.nextInt(256);
  }

  private String user() {
    return USERS[random.nextInt(USERS.length)];
  }
}
