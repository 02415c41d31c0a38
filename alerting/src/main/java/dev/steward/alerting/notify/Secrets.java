package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Values that stand in the configuration or in a file that it names, read when they are needed. */
final class Secrets {
  private Secrets() {}

  /**
   * The value of a key, or the content of the file that {@code <key>_file} names; empty where there
   * is neither.
   *
   * @throws SendingFailedException if the file cannot be read; it may be put right meanwhile
   */
  static String value(Settings settings, String key) throws SendingFailedException {
    String file = settings.text(key + "_file");
    if (settings.has(key) || file.isEmpty()) {
      return settings.text(key);
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw SendingFailedException.temporary(
          key + "_file: " + file + ": cannot be read (expected: a file with the value)", e);
    }
  }
}
