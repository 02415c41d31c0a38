package dev.steward.query.logql.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowsTest {
  @Test
  void aMomentIsInTheWindowsThatAreOpenOnTheLeftAndClosedOnTheRight() {
    Windows windows = new Windows(100, 10, 25, 4);
    assertEquals(0, windows.first(100));
    assertEquals(2, windows.last(100));
    assertEquals(0, windows.first(76));
    assertEquals(0, windows.last(76));
    assertEquals(-1, windows.last(75));
    assertEquals(4, windows.first(131));
    assertEquals(76, windows.span().start());
    assertEquals(131, windows.span().end());
  }

  @Test
  void firstAndLastAreThoseThatATestOfEachWindowFinds() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 5000; i++) {
      Windows windows =
          new Windows(
              random.nextInt(200) - 100,
              1 + random.nextInt(20),
              1 + random.nextInt(60),
              1 + random.nextInt(20));
      long moment = random.nextInt(800) - 300;
      int count = 0;
      for (int window = 0; window < windows.count(); window++) {
        long end = windows.firstEndNanos() + window * windows.stepNanos();
        if (moment <= end && moment > end - windows.widthNanos()) {
          assertEquals(true, window >= windows.first(moment), "seed " + seed);
          assertEquals(true, window <= windows.last(moment), "seed " + seed);
          count++;
        }
      }
      int found = Math.max(0, windows.last(moment) - windows.first(moment) + 1);
      assertEquals(count, found, "seed " + seed);
    }
  }
}
