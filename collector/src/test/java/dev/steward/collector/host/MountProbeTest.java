package dev.steward.collector.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MountProbeTest {
  private static final FileSystemSizes SIZES = new FileSystemSizes(1, 2, 3, 4, 5);

  private final CountDownLatch server = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final MountProbe probe =
      new MountProbe(
          this::measure,
          task -> threads.add(Thread.ofPlatform().daemon().start(task)),
          Duration.ofMillis(50));

  private FileSystemSizes measure(String path) throws IOException {
    if (path.startsWith("/hanging")) {
      asked.incrementAndGet();
      try {
        server.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    return SIZES;
  }

  @AfterEach
  void letGo() {
    server.countDown();
  }

  private List<String> errors(String... paths) {
    return probe.ask(List.of(paths)).stream().map(MountProbe.Answer::error).toList();
  }

  @Test
  void allThatAnswerDoSoInOneThread() {
    assertEquals(List.of("", "", ""), errors("/a", "/b", "/c"));
    assertEquals(1, threads.size());
  }

  @Test
  void oneThatHangsDoesNotHoldTheOthers() {
    assertEquals(
        List.of("", "mountpoint timeout", "", "mountpoint timeout", ""),
        errors("/a", "/hanging1", "/b", "/hanging2", "/c"));
  }

  @Test
  void oneThatHangsIsNotAskedAgainBeforeItAnswers() throws InterruptedException {
    assertEquals(List.of("mountpoint timeout", ""), errors("/hanging", "/b"));
    assertEquals(List.of("mountpoint timeout", ""), errors("/hanging", "/b"));
    assertEquals(1, asked.get());
    server.countDown();
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(30));
      assertTrue(!thread.isAlive());
    }
    assertEquals(List.of("", ""), errors("/hanging", "/b"));
  }

  @Test
  void nothingToAskNeedsNoThread() {
    assertEquals(List.of(), errors());
    assertEquals(0, threads.size());
  }
}
