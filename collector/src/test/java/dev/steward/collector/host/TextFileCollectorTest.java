package dev.steward.collector.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileCollectorTest {
  @TempDir Path folder;

  private final TextFileCollector collector = new TextFileCollector("/metrics");

  @Test
  void metricsOfFilesAreGivenWithTheirTypes() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .root(
                "metrics/backup.prom",
                """
                # TYPE backup_age_seconds gauge
                backup_age_seconds{host="mx1"} 17
                # TYPE backup_duration_seconds summary
                backup_duration_seconds_sum 3
                backup_duration_seconds_count 2
                """)
            .root("metrics/notes.txt", "no metrics");
    Path file = folder.resolve("root/metrics/backup.prom");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_500));
    assertEquals(
        """
        # TYPE backup_age_seconds gauge
        backup_age_seconds{host="mx1"} 17
        # TYPE backup_duration_seconds summary
        backup_duration_seconds_sum 3
        backup_duration_seconds_count 2
        # TYPE node_textfile_mtime_seconds gauge
        node_textfile_mtime_seconds{file="%s"} 1.5
        # TYPE node_textfile_scrape_error gauge
        node_textfile_scrape_error 0
        """
            .formatted(file),
        host.samples(collector));
  }

  @Test
  void aFileWithAnErrorIsLeftOutAndTheOthersAreNot() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .root("metrics/bad.prom", "good_at_first 1\nbad{ 2\n")
            .root("metrics/timed.prom", "timed 1 1500\n")
            .root("metrics/good.prom", "good 1\n");
    String samples = host.samples(collector);
    assertTrue(samples.contains("good 1\n"), samples);
    assertTrue(samples.contains("node_textfile_scrape_error 1\n"), samples);
    assertTrue(!samples.contains("good_at_first") && !samples.contains("timed 1"), samples);
  }

  @Test
  void withoutTheFolderThereIsNothingToRead() throws IOException {
    assertEquals(
        "# TYPE node_textfile_scrape_error gauge\nnode_textfile_scrape_error 0\n",
        new HostFixture(folder).samples(collector));
  }
}
