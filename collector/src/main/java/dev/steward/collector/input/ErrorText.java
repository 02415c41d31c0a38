package dev.steward.collector.input;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The last line that a process wrote to standard error. Reads all of it, so that the process never
 * waits. Safe for any thread.
 */
public final class ErrorText {
  private static final int MAX_CHARACTERS = 300;

  private final Thread thread;
  private volatile String last = "nothing on standard error";

  private ErrorText(Process process) {
    this.thread = Thread.ofVirtual().name("standard-error").unstarted(() -> read(process));
  }

  /** Starts to read what a process writes. */
  public static ErrorText of(Process process) {
    ErrorText text = new ErrorText(process);
    text.thread.start();
    return text;
  }

  private void read(Process process) {
    try (BufferedReader errors =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      char[] buffer = new char[1024];
      StringBuilder line = new StringBuilder();
      for (int count = errors.read(buffer); count >= 0; count = errors.read(buffer)) {
        for (int i = 0; i < count; i++) {
          if (buffer[i] != '\n' && line.length() < MAX_CHARACTERS) {
            line.append(buffer[i]);
          } else if (buffer[i] == '\n' && !line.isEmpty()) {
            last = line.toString();
            line.setLength(0);
          }
        }
      }
      if (!line.isEmpty()) {
        last = line.toString();
      }
    } catch (IOException e) {
      last = String.valueOf(e.getMessage());
    }
  }

  /** The last line, when the process has ended. */
  public String last() {
    try {
      thread.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return last;
  }
}
