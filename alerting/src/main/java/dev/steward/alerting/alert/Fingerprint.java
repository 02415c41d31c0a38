package dev.steward.alerting.alert;

import dev.steward.spi.model.Labels;
import java.nio.charset.StandardCharsets;

/**
 * The short name of a set of labels that Alertmanager's interface uses: FNV-1a, 64 bits, over names
 * and values, each ended by a byte 255.
 */
public final class Fingerprint {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final int SEPARATOR = 255;

  private Fingerprint() {}

  /** Sixteen hexadecimal digits. */
  public static String of(Labels labels) {
    long hash = OFFSET;
    for (int i = 0; i < labels.size(); i++) {
      hash = with(hash, labels.name(i));
      hash = with(hash, labels.value(i));
    }
    String digits = Long.toHexString(hash);
    return "0".repeat(16 - digits.length()) + digits;
  }

  private static long with(long start, String text) {
    long hash = start;
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xff)) * PRIME;
    }
    return (hash ^ SEPARATOR) * PRIME;
  }
}
