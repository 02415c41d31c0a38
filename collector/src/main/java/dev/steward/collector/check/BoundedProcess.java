package dev.steward.collector.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program that may hang, print without end, or leave children behind: its output is read to
 * its end or to a bound, and with its time all that it started is killed.
 */
final class BoundedProcess {
  private static final int MAX_OUTPUT_BYTES = 64 << 10;
  private static final List<String> KEPT = List.of("PATH", "HOME", "LANG", "TZ");

  /**
   * How a program ended.
   *
   * @param exitCode its exit code
   * @param output what it printed, its first 64 KiB
   * @param cut whether it printed more, and was killed for it
   */
  record Ended(int exitCode, String output, boolean cut) {}

  private BoundedProcess() {}

  /**
   * Runs a program.
   *
   * @throws IOException if it cannot be run or its time is up
   */
  static Ended run(List<String> command, Deadline deadline)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    // What a check finds out must not depend on this agent's settings, nor tell them.
    environment.keySet().retainAll(KEPT);
    Process process = builder.start();
    // A reader that waits for output does not notice that its time is up.
    Thread watch =
        Thread.ofVirtual()
            .start(() -> {
              try {
                if (!process.waitFor(deadline.millisLeft(), TimeUnit.MILLISECONDS)) {
                  kill(process);
                }
              } catch (IOException e) {
                kill(process);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try (InputStream out = process.getInputStream()) {
      process.getOutputStream().close();
      byte[] output = out.readNBytes(MAX_OUTPUT_BYTES + 1);
      boolean cut = output.length > MAX_OUTPUT_BYTES;
      if (cut) {
        kill(process);
      }
      int exitCode = process.waitFor();
      int millisLeft = deadline.millisLeft();
      int length = Math.min(output.length, MAX_OUTPUT_BYTES);
      return new Ended(
          millisLeft > 0 ? exitCode : -1,
          new String(output, 0, length, StandardCharsets.UTF_8),
          cut);
    } finally {
      kill(process);
      watch.interrupt();
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
