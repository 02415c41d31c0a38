package dev.steward.benchmarks.logs;

import java.util.Random;

/** Fills the marks of a shape with what varies: skewed where real logs are skewed. */
final class Values {
  private static final String[] USERS = {
    "root", "admin", "oracle", "test", "postgres", "ubuntu", "git", "deploy", "alice", "bob",
    "carol", "www-data", "backup", "support", "guest", "mysql", "nagios", "ftpuser", "pi", "user1"
  };
  private static final String[] PATHS = {
    "items",
    "users",
    "orders",
    "login",
    "search",
    "assets",
    "logrotate",
    "backup",
    "certbot",
    "apt-daily",
    "fstrim",
    "media",
    "reports",
    "health",
    "invoices"
  };
  private static final String[] AGENTS = {
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15",
    "curl/8.14.1",
    "Prometheus/3.4.0",
    "kube-probe/1.34"
  };
  private static final String HEX = "0123456789abcdef";
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private Values() {}

  static String fill(String shape, Random random) {
    StringBuilder text = new StringBuilder(shape.length() + 40);
    int at = 0;
    for (int open = shape.indexOf('{'); open >= 0; open = shape.indexOf('{', at)) {
      int close = shape.indexOf('}', open);
      text.append(shape, at, open).append(value(shape.substring(open + 1, close), random));
      at = close + 1;
    }
    return text.append(shape, at, shape.length()).toString();
  }

  private static String value(String mark, Random random) {
    return switch (mark) {
      case "ip" -> address(random);
      case "port" -> Integer.toString(1024 + random.nextInt(64_000));
      case "number" -> Integer.toString(random.nextInt(1_000_000));
      case "small" -> Integer.toString(random.nextInt(256));
      case "size" -> Integer.toString((int) (90_000 * random.nextDouble() * random.nextDouble()));
      case "status" -> skewed(new String[] {"200", "304", "404", "301", "500"}, random);
      case "user" -> skewed(USERS, random);
      case "path" -> skewed(PATHS, random);
      case "agent" -> skewed(AGENTS, random);
      case "domain" -> "mail" + skewedNumber(400, random) + ".example" + random.nextInt(3) + ".org";
      case "hex8" -> letters(HEX, 8, random);
      case "hex64" -> letters(HEX, 64, random);
      case "queue" -> letters("0123456789ABCDEF", 11, random);
      case "token" -> letters(LETTERS, 22, random);
      case "stamp" ->
          "2026-11-19T%02d:%02d:%02d.%09dZ"
              .formatted(
                  random.nextInt(24),
                  random.nextInt(60),
                  random.nextInt(60),
                  random.nextInt(1_000_000_000));
      default ->
          throw new IllegalArgumentException(mark + ": no such mark (expected: a known one)");
    };
  }

  /** Half of the addresses are of a few hundred that come again and again. */
  private static String address(Random random) {
    int number =
        random.nextBoolean()
            ? 0xCB007100 ^ (skewedNumber(300, random) * 0x9E3779B1)
            : random.nextInt();
    return ((number >>> 24) & 0xFF)
        + "."
        + ((number >>> 16) & 0xFF)
        + "."
        + ((number >>> 8) & 0xFF)
        + "."
        + (number & 0xFF);
  }

  private static int skewedNumber(int bound, Random random) {
    return (int) (bound * Math.pow(random.nextDouble(), 3));
  }

  private static String skewed(String[] values, Random random) {
    return values[skewedNumber(values.length, random)];
  }

  private static String letters(String alphabet, int count, Random random) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
