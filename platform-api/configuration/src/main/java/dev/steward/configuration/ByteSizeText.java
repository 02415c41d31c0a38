package dev.steward.configuration;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;

/**
 * Sizes in bytes with decimal ({@code kB}, {@code MB}, ...) or binary ({@code KiB}, {@code MiB},
 * ...) suffixes, such as {@code 512MiB} or {@code 1.5GB}; a number alone counts bytes.
 */
public final class ByteSizeText {
  static final String EXPECTED = "a size such as 4096, 64KiB, 512MiB or 20GB";

  private static final Map<String, Long> FACTORS =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("B", 1L),
          Map.entry("kB", 1_000L),
          Map.entry("KB", 1_000L),
          Map.entry("MB", 1_000_000L),
          Map.entry("GB", 1_000_000_000L),
          Map.entry("TB", 1_000_000_000_000L),
          Map.entry("PB", 1_000_000_000_000_000L),
          Map.entry("KiB", 1L << 10),
          Map.entry("MiB", 1L << 20),
          Map.entry("GiB", 1L << 30),
          Map.entry("TiB", 1L << 40),
          Map.entry("PiB", 1L << 50));

  private static final String[] BINARY_DOWNWARDS = {"PiB", "TiB", "GiB", "MiB", "KiB"};

  private ByteSizeText() {}

  /**
   * Reads a size; a fraction of a byte is dropped.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static long parse(String text) {
    int numberEnd = 0;
    while (numberEnd < text.length() && ".0123456789".indexOf(text.charAt(numberEnd)) >= 0) {
      numberEnd++;
    }
    Long factor = FACTORS.get(text.substring(numberEnd).strip());
    if (numberEnd == 0 || numberEnd > 30 || factor == null) {
      throw invalid(text);
    }
    try {
      BigDecimal bytes =
          new BigDecimal(text.substring(0, numberEnd)).multiply(BigDecimal.valueOf(factor));
      if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
        throw invalid(text);
      }
      return bytes.longValue();
    } catch (NumberFormatException e) {
      throw invalid(text);
    }
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(text + " (expected: " + EXPECTED + ")");
  }

  /** The size with the largest binary suffix that leaves a whole number. */
  public static String format(long bytes) {
    for (String suffix : BINARY_DOWNWARDS) {
      long factor = Objects.requireNonNull(FACTORS.get(suffix));
      if (bytes != 0 && bytes % factor == 0) {
        return bytes / factor + suffix;
      }
    }
    return Long.toString(bytes);
  }
}
