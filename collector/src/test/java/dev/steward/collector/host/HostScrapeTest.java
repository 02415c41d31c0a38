package dev.steward.collector.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostScrapeTest {
  @TempDir Path folder;

  private final AtomicLong nanos = new AtomicLong();

  /** Says what a test gives it to say. */
  private record Saying(String name, ThrowingCollect saying) implements HostCollector {
    @Override
    public void collect(HostFiles files, MetricSink sink) throws IOException {
      saying.collect(sink);
    }
  }

  private interface ThrowingCollect {
    void collect(MetricSink sink) throws IOException;
  }

  @Test
  void whatFailsIsCountedAndTheRestGoesOn() {
    MetricFamily family = MetricFamily.gauge("x", "");
    HostScrape scrape =
        new HostScrape(
            List.of(
                new Saying(
                    "broken",
                    sink -> {
                      throw new IOException("disk on fire");
                    }),
                new Saying(
                    "confused",
                    sink -> {
                      throw new IllegalStateException("what?");
                    }),
                new Saying("fine", sink -> sink.sample(family, family.labels(), 7))),
            HostRoots.SYSTEM,
            () -> nanos.getAndAdd(250_000_000));
    HostFixture.Recorder recorder = new HostFixture.Recorder();
    scrape.collect(recorder);
    assertEquals(
        """
        # TYPE x gauge
        x 7
        # TYPE node_scrape_collector_duration_seconds gauge
        node_scrape_collector_duration_seconds{collector="broken"} 0.25
        node_scrape_collector_duration_seconds{collector="confused"} 0.25
        node_scrape_collector_duration_seconds{collector="fine"} 0.25
        # TYPE node_scrape_collector_success gauge
        node_scrape_collector_success{collector="broken"} 0
        node_scrape_collector_success{collector="confused"} 0
        node_scrape_collector_success{collector="fine"} 1
        """,
        recorder.exposition().replaceAll("(?m)^# HELP .*\n", ""));
  }

  @Test
  void aHostWithoutAnythingTellsWhatDidNotSucceed() {
    HostScrape scrape =
        new HostScrape(
            HostCollectors.defaults(), new HostFixture(folder).roots(), System::nanoTime);
    HostFixture.Recorder recorder = new HostFixture.Recorder();
    scrape.collect(recorder);
    for (String name : List.of("cpu", "diskstats", "filesystem", "meminfo", "netdev", "stat")) {
      String line = "node_scrape_collector_success{collector=\"" + name + "\"} 0\n";
      assertTrue(recorder.exposition().contains(line), recorder.exposition());
    }
  }

  @Test
  void thisMachineIsReadAndItsSeriesAreTheSameObjectsEachTime() {
    HostScrape scrape =
        new HostScrape(HostCollectors.defaults(), HostRoots.SYSTEM, System::nanoTime);
    HostFixture.Recorder first = new HostFixture.Recorder();
    scrape.collect(first);
    HostFixture.Recorder second = new HostFixture.Recorder();
    scrape.collect(second);
    for (String name :
        List.of("node_cpu_seconds_total", "node_memory_MemTotal_bytes", "node_load1")) {
      List<Labels> before = series(first, name);
      List<Labels> after = series(second, name);
      assertTrue(!before.isEmpty(), name);
      for (int i = 0; i < before.size(); i++) {
        assertSame(before.get(i), after.get(i));
      }
    }
  }

  private static List<Labels> series(HostFixture.Recorder recorder, String name) {
    List<Labels> found = new ArrayList<>();
    recorder.families.forEach((family, samples) -> {
      if (family.metadata().family().equals(name)) {
        found.addAll(samples.keySet());
      }
    });
    return found;
  }
}
