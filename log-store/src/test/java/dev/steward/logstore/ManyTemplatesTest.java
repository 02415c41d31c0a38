package dev.steward.logstore;

import static dev.steward.logstore.StoreFixture.MAIL;
import static dev.steward.logstore.StoreFixture.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.logstore.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManyTemplatesTest {
  @TempDir private Path directory;

  /** Words without digits, a different number of them in nearly every line. */
  private static String line(int number) {
    StringBuilder line = new StringBuilder();
    for (int bits = number + 1; bits > 0; bits /= 3) {
      line.append("abc".charAt(bits % 3)).append("-:/ ".charAt(number % 4));
    }
    return line.append(number % 7 == 0 ? "" : " " + number).toString();
  }

  @Test
  void aPartMayHoldThousandsOfTemplatesInSeveralBlocks() throws IOException {
    String[] lines =
        IntStream.range(0, 12_000).mapToObj(ManyTemplatesTest::line).toArray(String[]::new);
    try (LogStoreEngine store = StoreFixture.open(directory, Disk.real())) {
      for (int i = 0; i < 2; i++) {
        StoreFixture.append(store, MAIL, NOON + i * 1_000_000L, lines).join();
        store.flush();
      }
      assertEquals(Arrays.asList(lines), StoreFixture.lines(store).subList(0, lines.length));
      assertEquals(2 * lines.length, StoreFixture.lines(store).size());
    }
  }
}
