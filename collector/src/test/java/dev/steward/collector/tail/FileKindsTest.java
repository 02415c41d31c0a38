package dev.steward.collector.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.collector.input.RecordingIntake;
import dev.steward.collector.input.RecordingIntake.Recorded;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not one line of UTF-8 after the other. */
final class FileKindsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T16:00:00Z");

  @TempDir Path directory;
  private final RecordingIntake intake = new RecordingIntake();
  private final TailCounters counters = new TailCounters();
  private long nanos;

  private FileKinds kinds(Map<String, String> options, String pattern) {
    Map<String, String> entry = new java.util.HashMap<>(options);
    entry.put("path", directory + "/" + pattern);
    return new FileKinds(List.of(FollowedGlob.parse(entry)), "host1", ZoneOffset.UTC);
  }

  private FollowedFiles files(Map<String, String> options, String pattern) {
    LineClock clock = new LineClock(Clock.fixed(NOW, ZoneOffset.UTC));
    LineReader reader = new LineReader(intake, clock, counters, () -> nanos);
    return new FollowedFiles(
        kinds(options, pattern), intake.positions(), intake, reader, counters, () -> nanos);
  }

  private static void poll(FollowedFiles files) throws Exception {
    files.rescan();
    while (files.readAll()) {
      // Reads on.
    }
  }

  private void quiet(FollowedFiles files) throws Exception {
    poll(files);
    nanos += Duration.ofSeconds(1).toNanos();
    poll(files);
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void linesThatDoNotStartARecordBelongToTheOneBeforeThem() throws Exception {
    try (FollowedFiles files = files(Map.of("multiline", "\\d{4}-"), "app.log")) {
      write("app.log", "2026-11-20 one\njava.lang.Error: x\n\tat a\n2026-11-20 two\n");
      poll(files);
      assertEquals(List.of("2026-11-20 one\njava.lang.Error: x\n\tat a"), intake.texts());
      write("app.log", "more of two\n");
      poll(files);
      assertEquals(1, intake.texts().size());
      quiet(files);
    }
    assertEquals("2026-11-20 two\nmore of two", intake.texts().get(1));
  }

  @Test
  void aStackTraceIsOneRecord() throws Exception {
    try (FollowedFiles files = files(Map.of("multiline", "indented"), "app.log")) {
      write(
          "app.log",
          "ERROR failed\njava.io.IOException: gone\n\tat a.B.c(B.java:1)\n\t... 3 more\n"
              + "Caused by: java.lang.Error\n\tat d\nINFO on\n"
              + "Traceback (most recent call last):\n  File \"x\"\nValueError: bad\nINFO end\n");
      quiet(files);
    }
    assertEquals(
        List.of(
            "ERROR failed\njava.io.IOException: gone\n\tat a.B.c(B.java:1)\n\t... 3 more\n"
                + "Caused by: java.lang.Error\n\tat d",
            "INFO on\nTraceback (most recent call last):\n  File \"x\"\nValueError: bad",
            "INFO end"),
        intake.texts());
  }

  @Test
  void aRecordThatWasNotWholeWhenTheAgentDiedIsReadAgainAndOnce() throws Exception {
    Map<String, String> options = Map.of("multiline", "start");
    try (FollowedFiles files = files(options, "app.log")) {
      write("app.log", "start 1\nstart 2\n");
      poll(files);
    }
    try (FollowedFiles files = files(options, "app.log")) {
      write("app.log", "rest of 2\nstart 3\n");
      quiet(files);
    }
    assertEquals(List.of("start 1", "start 2\nrest of 2", "start 3"), intake.texts());
  }

  @Test
  void aRecordLongerThanTheBufferIsGivenInPieces() throws Exception {
    try (FollowedFiles files = files(Map.of("multiline", "start"), "app.log")) {
      write("app.log", "start\n" + ("x".repeat(99) + "\n").repeat(4000) + "start\n");
      quiet(files);
    }
    assertTrue(intake.texts().size() >= 3);
    assertEquals("start", intake.texts().getLast());
    int characters = intake.texts().stream().mapToInt(text -> text.length() + 1).sum();
    assertEquals(6 + 400_000 + 6, characters);
  }

  private void readsEncoded(Charset charset, Map<String, String> options, String mark)
      throws Exception {
    try (FollowedFiles files = files(options, "app.log")) {
      write("app.log", (mark + "Grüße \u010A\r\nzw").getBytes(charset));
      poll(files);
      assertEquals(List.of("Grüße \u010A"), intake.texts());
      write("app.log", "ei\nERROR drei\n".getBytes(charset));
      poll(files);
    }
    assertEquals(List.of("Grüße \u010A", "zwei", "ERROR drei"), intake.texts());
    assertEquals("error", intake.lines().getLast().stream().value("level"));
  }

  @Test
  void utf16IsKnownByItsMarkLittleEnd() throws Exception {
    readsEncoded(StandardCharsets.UTF_16LE, Map.of(), "\uFEFF");
  }

  @Test
  void utf16IsKnownByItsMarkBigEnd() throws Exception {
    readsEncoded(StandardCharsets.UTF_16BE, Map.of(), "\uFEFF");
  }

  @Test
  void utf16WithoutAMarkIsReadWhereItIsAskedFor() throws Exception {
    readsEncoded(StandardCharsets.UTF_16LE, Map.of("encoding", "utf-16le"), "");
  }

  @Test
  void aMarkOfUtf8IsNoText() throws Exception {
    readsEncoded(StandardCharsets.UTF_8, Map.of(), "\uFEFF");
  }

  @Test
  void latin1IsReadWhereItIsAskedFor() throws Exception {
    try (FollowedFiles files = files(Map.of("encoding", "latin1"), "app.log")) {
      write("app.log", "Grüße\n".getBytes(StandardCharsets.ISO_8859_1));
      poll(files);
    }
    assertEquals(List.of("Grüße"), intake.texts());
  }

  @Test
  void optionsThatThereAreNotAreNamed() {
    for (Map<String, String> wrong :
        List.of(Map.of("encoding", "ebcdic"), Map.of("multiline", "("), Map.of("multilin", "x"))) {
      assertThrows(IllegalArgumentException.class, () -> kinds(wrong, "x"));
    }
  }

  @Test
  void packagesOfDpkgAreChanges() throws Exception {
    try (FollowedFiles files = files(Map.of(), "*.log")) {
      write(
          "dpkg.log",
          "2026-11-20 15:00:01 startup archives unpack\n"
              + "2026-11-20 15:00:02 upgrade nginx:amd64 1.22.1-9 1.22.1-10\n"
              + "2026-11-20 15:00:03 install vim:amd64 <none> 9\n"
              + "2026-11-20 15:00:03 status installed vim:amd64 9\n");
      poll(files);
    }
    List<Recorded> lines = intake.lines();
    assertEquals(4, lines.size());
    assertEquals(
        new Recorded(
            Labels.of("host", "host1", "kind", "change", "level", "info", "service_name", "dpkg"),
            Instant.parse("2026-11-20T15:00:02Z").getEpochSecond() * 1_000_000_000,
            "upgrade nginx:amd64 1.22.1-9 -> 1.22.1-10",
            Labels.of(
                "action",
                "upgrade",
                "by",
                "dpkg",
                "from_version",
                "1.22.1-9",
                "package",
                "nginx:amd64",
                "version",
                "1.22.1-10")),
        lines.get(1));
    assertEquals("install vim:amd64 9", lines.get(2).text());
    assertEquals("dpkg", lines.get(3).stream().value("service_name"));
    assertEquals("file", lines.get(3).stream().value("job"));
  }

  @Test
  void aRunOfAptIsAChangeWithWhoAskedForIt() throws Exception {
    try (FollowedFiles files = files(Map.of(), "apt/history.log")) {
      write(
          "apt/history.log",
          "\nStart-Date: 2026-11-20  15:00:01\nCommandline: apt install nginx\n"
              + "Requested-By: ann (1000)\n");
      quiet(files);
      assertEquals(List.of(), intake.texts());
      write("apt/history.log", "Install: nginx:amd64 (1.22.1-9)\nEnd-Date: 2026-11-20  15:00:09\n");
      poll(files);
      write(
          "apt/history.log",
          "\nStart-Date: 2026-11-20  15:01:01\nRemove: vim:amd64 (9)\n"
              + "Error: Sub-process returned an error code (1)\nEnd-Date: x\n");
      poll(files);
    }
    List<Recorded> lines = intake.lines();
    assertEquals(2, lines.size());
    assertEquals("apt install nginx\nInstall: nginx:amd64 (1.22.1-9)", lines.getFirst().text());
    assertEquals(
        Labels.of("action", "install", "by", "ann (1000)", "commandline", "apt install nginx"),
        lines.getFirst().metadata());
    assertEquals(
        Instant.parse("2026-11-20T15:00:01Z").getEpochSecond() * 1_000_000_000,
        lines.getFirst().timestampNanos());
    assertEquals("error", lines.getLast().stream().value("level"));
  }

  @Test
  void packagesOfPacmanAreChangesWithTheCommand() throws Exception {
    try (FollowedFiles files = files(Map.of(), "*.log")) {
      write(
          "pacman.log",
          "[2026-11-20T15:00:01+0000] [PACMAN] Running 'pacman -Syu'\n"
              + "[2026-11-20T15:00:02+0100] [ALPM] upgraded linux (6.1-1 -> 6.2-1)\n"
              + "[2026-11-20 15:00] [ALPM] installed vim (9-1)\n");
      poll(files);
    }
    List<Recorded> lines = intake.lines();
    assertEquals("file", lines.get(0).stream().value("job"));
    assertEquals("upgraded linux (6.1-1 -> 6.2-1)", lines.get(1).text());
    assertEquals(
        Labels.of(
            "action",
            "upgraded",
            "by",
            "pacman",
            "commandline",
            "pacman -Syu",
            "from_version",
            "6.1-1",
            "package",
            "linux",
            "version",
            "6.2-1"),
        lines.get(1).metadata());
    assertEquals(
        Instant.parse("2026-11-20T14:00:02Z").getEpochSecond() * 1_000_000_000,
        lines.get(1).timestampNanos());
    assertEquals("change", lines.get(2).stream().value("kind"));
  }

  @Test
  void recordsOfAuditdHaveTheirTimeAndWhoDidIt() throws Exception {
    String login =
        "type=USER_LOGIN msg=audit(1700000000.123:456): pid=7 uid=0 auid=1000 ses=3"
            + " msg='op=login acct=2875 exe=\"/usr/sbin/sshd\" hostname=? addr=192.0.2.1"
            + " terminal=ssh res=failed'\u001dUID=\"root\"";
    try (FollowedFiles files = files(Map.of(), "audit/audit.log")) {
      write("audit/audit.log", login + "\nno record\n");
      poll(files);
    }
    Recorded line = intake.lines().getFirst();
    assertEquals(login, line.text());
    assertEquals(1_700_000_000_123_000_000L, line.timestampNanos());
    assertEquals("warn", line.stream().value("level"));
    assertEquals("audit", line.stream().value("job"));
    assertEquals(
        Labels.of(
            Map.ofEntries(
                Map.entry("type", "USER_LOGIN"),
                Map.entry("pid", "7"),
                Map.entry("uid", "0"),
                Map.entry("auid", "1000"),
                Map.entry("ses", "3"),
                Map.entry("op", "login"),
                Map.entry("acct", "(u"),
                Map.entry("exe", "/usr/sbin/sshd"),
                Map.entry("hostname", "?"),
                Map.entry("addr", "192.0.2.1"),
                Map.entry("terminal", "ssh"),
                Map.entry("res", "failed"))),
        line.metadata());
    assertEquals("file", intake.lines().getLast().stream().value("job"));
  }

  private static final String CONTAINER = "0123456789abcdef".repeat(4);

  private static String docker(String text, int second) {
    return "{\"log\":\""
        + text
        + "\",\"stream\":\"stderr\",\"time\":\"2026-11-20T15:00:0"
        + second
        + ".5Z\"}\n";
  }

  @Test
  void linesOfAContainerHaveItsNameAndTheirOwnTime() throws Exception {
    write(
        CONTAINER + "/config.v2.json",
        "{\"Config\":{\"Image\":\"nginx:1\",\"Labels\":{}},\"Image\":\"sha256:1\",\"Name\":\"/web\"}");
    String log = CONTAINER + "/" + CONTAINER + "-json.log";
    try (FollowedFiles files = files(Map.of(), "*/*-json.log")) {
      write(log, docker("ERROR \\\"a\\\"\\n", 1) + docker("first half ", 2));
      poll(files);
      write(log, docker("second half\\n", 3) + "broken\n");
      poll(files);
    }
    assertEquals(List.of("ERROR \"a\"", "first half second half", "broken"), intake.texts());
    Recorded first = intake.lines().getFirst();
    assertEquals(
        Labels.of(
            "container",
            "web",
            "host",
            "host1",
            "job",
            "container",
            "level",
            "error",
            "service_name",
            "web"),
        first.stream());
    assertEquals(
        Labels.of("container_id", CONTAINER, "image", "nginx:1", "stream", "stderr"),
        first.metadata());
    assertEquals(
        Instant.parse("2026-11-20T15:00:01Z").getEpochSecond() * 1_000_000_000 + 500_000_000,
        first.timestampNanos());
    assertEquals("file", intake.lines().getLast().stream().value("job"));
  }

  private void writeCompressed(String name, String text, String modified) throws IOException {
    Path file = directory.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse(modified)));
  }

  private CompressedHistory history(String pattern) {
    return new CompressedHistory(
        kinds(Map.of(), pattern),
        intake.positions(),
        intake,
        counters,
        new FileComplaints(counters));
  }

  @Test
  void oldCompressedRotationsAreReadOnceTheOldestFirst() throws Exception {
    writeCompressed("syslog.2.gz", "Nov  2 10:00:00 h a: second\nplain", "2026-11-03T00:00:00Z");
    writeCompressed("syslog.3.gz", "Nov  1 10:00:00 h a: first\n", "2026-11-02T00:00:00Z");
    write("syslog.4.gz", "not compressed");
    try (CompressedHistory history = history("syslog*")) {
      while (history.read()) {
        // Reads on.
      }
    }
    assertEquals(
        List.of("Nov  1 10:00:00 h a: first", "Nov  2 10:00:00 h a: second", "plain"),
        intake.texts());
    Recorded second = intake.lines().get(1);
    assertEquals(directory + "/syslog", second.stream().value("filename"));
    assertEquals(
        Instant.parse("2026-11-03T00:00:00Z").getEpochSecond(),
        intake.lines().get(2).timestampNanos() / 1_000_000_000);
    assertEquals(1, counters.unreadable());
    try (CompressedHistory history = history("syslog*")) {
      assertEquals(false, history.read());
    }
  }

  @Test
  void aHistoryThatWasNotReadToItsEndGoesOn() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("line ").append(i).append('\n');
    }
    writeCompressed("app.log.2.gz", text.toString(), "2026-11-03T00:00:00Z");
    writeCompressed("app.log.1.gz", "newer\n", "2026-11-04T00:00:00Z");
    try (CompressedHistory history = history("app.log*")) {
      assertTrue(history.read());
    }
    int before = intake.lines().size();
    assertTrue(before > 0 && before < 20_000);
    try (CompressedHistory history = history("app.log*")) {
      while (history.read()) {
        // Reads on.
      }
    }
    assertEquals(text + "newer\n", String.join("\n", intake.texts()) + "\n");
  }

  @Test
  void rotationsOfALogThatWasFollowedBeforeAreNotReadAgain() throws Exception {
    write("app.log", "one\n");
    try (FollowedFiles files = files(Map.of(), "app.log*")) {
      poll(files);
    }
    writeCompressed("app.log.1.gz", "one\n", "2026-11-04T00:00:00Z");
    try (CompressedHistory history = history("app.log*")) {
      assertEquals(false, history.read());
    }
    assertEquals(List.of("one"), intake.texts());
  }

  @Test
  void rotationsThatComeAfterTheFirstStartAreNeverHistory() throws Exception {
    try (CompressedHistory history = history("app.log*")) {
      assertEquals(false, history.read());
    }
    writeCompressed("app.log.1.gz", "read before it was compressed\n", "2026-11-04T00:00:00Z");
    try (CompressedHistory history = history("app.log*")) {
      assertEquals(false, history.read());
    }
    assertEquals(List.of(), intake.texts());
  }
}
