package dev.steward.collector.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.collector.input.RecordingIntake;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FollowedFilesTest {
  @TempDir Path directory;
  private final RecordingIntake intake = new RecordingIntake();
  private final TailCounters counters = new TailCounters();
  private final List<String> written = new ArrayList<>();
  private long nanos;
  private long fileMillis = 1_700_000_000_000L;

  private FollowedFiles files(String... patterns) {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);
    LineReader reader = new LineReader(intake, new LineClock(clock), counters, () -> nanos);
    List<FollowedGlob> globs =
        List.of(patterns).stream().map(p -> FollowedGlob.parse(directory + "/" + p)).toList();
    FileKinds kinds = new FileKinds(globs, "host1", ZoneOffset.UTC);
    return new FollowedFiles(kinds, intake.positions(), intake, reader, counters, () -> nanos);
  }

  private void poll(FollowedFiles files) throws Exception {
    files.rescan();
    while (files.readAll()) {
      // Reads on.
    }
  }

  private Path log() {
    return directory.resolve("app.log");
  }

  private void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    // File systems count time in ticks; here each write has its own.
    Files.setLastModifiedTime(file, FileTime.fromMillis(fileMillis += 10));
  }

  private void writeLine(Path file, String line) throws IOException {
    write(file, line + "\n");
    written.add(line);
  }

  private static void truncate(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
  }

  private void assertAllRead() {
    assertEquals(written.stream().sorted().toList(), intake.texts().stream().sorted().toList());
  }

  @Test
  void linesAreReadOnceAsTheyAreWrittenWithTheirLabels() throws Exception {
    try (FollowedFiles files = files("*.log")) {
      writeLine(log(), "first");
      poll(files);
      writeLine(log(), "2026-11-20 ERROR second");
      poll(files);
      poll(files);
    }
    assertEquals(written, intake.texts());
    RecordingIntake.Recorded second = intake.lines().get(1);
    assertEquals(
        "{filename=\""
            + log()
            + "\", host=\"host1\", job=\"file\", level=\"error\", service_name=\"app\"}",
        second.stream().toString());
    assertTrue(second.timestampNanos() > intake.lines().get(0).timestampNanos());
  }

  @Test
  void aFileThatAppearsLaterIsFound() throws Exception {
    try (FollowedFiles files = files("later/*.log")) {
      poll(files);
      Files.createDirectory(directory.resolve("later"));
      writeLine(directory.resolve("later/x.log"), "here");
      poll(files);
    }
    assertAllRead();
  }

  @Test
  void aLineCountsWhenItsEndIsWritten() throws Exception {
    try (FollowedFiles files = files("app.log")) {
      write(log(), "one\r\ntw");
      poll(files);
      assertEquals(List.of("one"), intake.texts());
      write(log(), "o\n");
      poll(files);
      assertEquals(List.of("one", "two"), intake.texts());
    }
  }

  @Test
  void aLongLineLosesItsEndAndIsCounted() throws Exception {
    String longLine = "x".repeat(3 * LineReader.MAX_LINE_BYTES);
    try (FollowedFiles files = files("app.log")) {
      write(log(), "before\n" + longLine);
      poll(files);
      assertEquals(List.of("before"), intake.texts());
      write(log(), "y\nafter\n");
      poll(files);
    }
    String start = longLine.substring(0, LineReader.MAX_LINE_BYTES);
    assertEquals(List.of("before", start, "after"), intake.texts());
    assertEquals(1, counters.cutLines());
  }

  @Test
  void aRenamedFileIsReadToItsEndAndTheNewOneFromItsStart() throws Exception {
    try (FollowedFiles files = files("app.log")) {
      writeLine(log(), "one");
      poll(files);
      writeLine(log(), "two");
      Files.move(log(), directory.resolve("app.log.1"));
      writeLine(directory.resolve("app.log.1"), "three");
      writeLine(log(), "four");
      poll(files);
      writeLine(directory.resolve("app.log.1"), "late");
      poll(files);
      assertAllRead();
      assertTrue(
          intake.lines().stream()
              .allMatch(l -> log().toString().equals(l.stream().value("filename"))));
    }
  }

  @Test
  void aLastLineWithoutEndCountsWhenItsFileIsLeft() throws Exception {
    try (FollowedFiles files = files("app.log")) {
      writeLine(log(), "one");
      poll(files);
      write(log(), "cut");
      Files.move(log(), directory.resolve("app.log.1"));
      poll(files);
      assertEquals(List.of("one"), intake.texts());
      nanos += FollowedFiles.ROTATED_QUIET.toNanos();
      poll(files);
      assertEquals(List.of("one", "cut"), intake.texts());
    }
  }

  @Test
  void rotationsWhileNobodyLookedAreAllRead() throws Exception {
    try (FollowedFiles files = files("app.log")) {
      writeLine(log(), "one");
      poll(files);
    }
    writeLine(log(), "two");
    rotate();
    writeLine(log(), "three");
    rotate();
    writeLine(log(), "four");
    try (FollowedFiles files = files("app.log")) {
      poll(files);
      poll(files);
    }
    assertAllRead();
  }

  /** app.log becomes app.log.1, app.log.1 becomes app.log.2, and so on. */
  private void rotate() throws IOException {
    int last = 1;
    while (Files.exists(directory.resolve("app.log." + last))) {
      last++;
    }
    for (int i = last; i > 1; i--) {
      Files.move(directory.resolve("app.log." + (i - 1)), directory.resolve("app.log." + i));
    }
    Files.move(log(), directory.resolve("app.log.1"));
  }

  private void copyAndTruncate() throws IOException {
    int last = 1;
    while (Files.exists(directory.resolve("app.log." + last))) {
      last++;
    }
    for (int i = last; i > 1; i--) {
      Files.move(directory.resolve("app.log." + (i - 1)), directory.resolve("app.log." + i));
    }
    Path copy = directory.resolve("app.log.1");
    Files.copy(log(), copy, StandardCopyOption.COPY_ATTRIBUTES);
    Files.setLastModifiedTime(copy, FileTime.fromMillis(fileMillis += 10));
    truncate(log());
    Files.setLastModifiedTime(log(), FileTime.fromMillis(fileMillis += 10));
  }

  @Test
  void whatWasNotReadBeforeATruncationIsReadFromTheCopy() throws Exception {
    try (FollowedFiles files = files("app.log*")) {
      writeLine(log(), "one");
      poll(files);
      writeLine(log(), "two");
      copyAndTruncate();
      writeLine(log(), "three, longer than everything that stood here before");
      poll(files);
      poll(files);
      poll(files);
    }
    assertAllRead();
    assertEquals(1, counters.truncations());
  }

  @Test
  void aCopyThatIsMadeBeforeTheTruncationIsNotReadTwice() throws Exception {
    try (FollowedFiles files = files("app.log*")) {
      writeLine(log(), "one");
      poll(files);
      Files.copy(log(), directory.resolve("app.log.1"));
      poll(files);
      truncate(log());
      poll(files);
      writeLine(log(), "two");
      poll(files);
      poll(files);
    }
    assertAllRead();
  }

  @Test
  void otherContentUnderTheSameInodeIsReadFromItsStart() throws Exception {
    try (FollowedFiles files = files("app.log")) {
      writeLine(log(), "old one");
      writeLine(log(), "old two");
      poll(files);
    }
    truncate(log());
    for (int i = 0; i < 10; i++) {
      writeLine(log(), "new " + i);
    }
    try (FollowedFiles files = files("app.log")) {
      poll(files);
    }
    assertAllRead();
  }

  @Test
  void compressedRotationsAreLeftAlone() throws Exception {
    write(directory.resolve("app.log.2.gz"), "no lines\n");
    try (FollowedFiles files = files("app.log*")) {
      writeLine(log(), "one");
      poll(files);
    }
    assertAllRead();
  }

  @Test
  void whatIsGoneIsForgotten() throws Exception {
    try (FollowedFiles files = files("app.log")) {
      writeLine(log(), "one");
      poll(files);
      Files.delete(log());
      poll(files);
      nanos += FollowedFiles.ROTATED_QUIET.toNanos();
      for (int i = 0; i < 12; i++) {
        poll(files);
      }
    }
    assertEquals(java.util.Map.of(), intake.positions());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void everyLineIsReadOnceWhateverHappensInWhateverOrder(long seed) throws Exception {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String pattern = random.nextBoolean() ? "app.log" : "app.log*";
    boolean copying = random.nextBoolean();
    FollowedFiles files = files(pattern);
    List<String> events = new ArrayList<>(List.of(pattern + (copying ? " copied" : " renamed")));
    // What was rotated before a log was ever read is history; from here on everything counts.
    writeLine(log(), "line 0");
    poll(files);
    int committed = intake.size();
    for (int step = 0; step < 300; step++) {
      switch (random.nextInt(12)) {
        case 0 -> {
          if (Files.exists(log()) && Files.size(log()) > 0) {
            events.add("rotate");
            if (copying) {
              copyAndTruncate();
            } else {
              rotate();
            }
          }
        }
        case 1 -> {
          events.add("kill");
          files.close();
          intake.cutTo(committed + random.nextInt(intake.size() - committed + 1));
          committed = intake.size();
          files = files(pattern);
        }
        case 2 -> committed = intake.size();
        case 3, 4 -> {
          events.add("rescan");
          files.rescan();
        }
        case 5, 6, 7 -> {
          events.add("read");
          files.readAll();
        }
        case 8 -> nanos += FollowedFiles.ROTATED_QUIET.toNanos();
        default -> {
          for (int i = random.nextInt(5); i >= 0; i--) {
            writeLine(log(), "line " + written.size() + " " + "x".repeat(random.nextInt(80)));
          }
          events.add("written up to " + (written.size() - 1));
        }
      }
    }
    // A log that was rotated and missed is looked for when its name is in use again.
    writeLine(log(), "last line");
    for (int i = 0; i < 25; i++) {
      poll(files);
    }
    files.close();
    assertAllRead(String.join("\n", events));
  }

  private void assertAllRead(String events) {
    List<String> missing = new ArrayList<>(written);
    List<String> repeated = new ArrayList<>();
    for (String line : intake.texts()) {
      if (!missing.remove(line)) {
        repeated.add(line);
      }
    }
    assertTrue(
        missing.isEmpty() && repeated.isEmpty(),
        () -> "missing " + missing + "\nrepeated " + repeated + "\n" + events);
  }
}
