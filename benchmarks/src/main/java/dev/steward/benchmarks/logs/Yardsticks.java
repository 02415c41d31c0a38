package dev.steward.benchmarks.logs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Two programs that everybody has, on the same file: how this machine compares with another one.
 *
 * @param zstdSeconds processor time of {@code zstd -3 -T1}
 * @param grepMillis time of {@code LC_ALL=C grep -c} for a phrase
 */
record Yardsticks(double zstdSeconds, double grepMillis) {
  /** What the machine showed that measured the other engines. */
  static final Yardsticks OF_PEERS = new Yardsticks(2.8, 171);

  private static final double BYTES_OF_PEERS = 567e6;

  /** Measures, and scales what it found to the size of the file that the peers were given. */
  static Yardsticks measure(Path file) throws IOException, InterruptedException {
    String zstd = times("zstd -q -3 -T1 -c '" + file + "' >/dev/null");
    String[] user = zstd.strip().split("\\s+");
    double grep = Double.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long started = System.nanoTime();
      times("LC_ALL=C grep -c 'POSSIBLE BREAK-IN ATTEMPT' '" + file + "' | cat >/dev/null");
      grep = Math.min(grep, (System.nanoTime() - started) / 1e6);
    }
    double scale = BYTES_OF_PEERS / Files.size(file);
    return new Yardsticks(scale * (seconds(user[2]) + seconds(user[3])), scale * grep);
  }

  /** The output of the shell's {@code times} after a command: its children are on line two. */
  private static String times(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of("sh", "-c", command + "; times"))
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }

  /** Of {@code 1m2.345s}. */
  private static double seconds(String text) {
    int minute = text.indexOf('m');
    return Integer.parseInt(text.substring(0, minute)) * 60
        + Double.parseDouble(text.substring(minute + 1, text.length() - 1));
  }

  void print() {
    System.out.printf(
        Locale.ROOT,
        "yardsticks: zstd -3 -T1 %.2f CPU-s (%.2f of the other machine's), grep -c %.0f ms (%.2f)%n",
        zstdSeconds,
        zstdSeconds / OF_PEERS.zstdSeconds,
        grepMillis,
        grepMillis / OF_PEERS.grepMillis);
  }
}
