package dev.steward.collector.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileGlobTest {
  @TempDir Path directory;

  @BeforeEach
  void makeFiles() throws IOException {
    for (String name : List.of("a.log", "b.log", "b.txt", "x/a.log", "x/y/a.log", "x/y/c.log")) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
  }

  private List<String> expand(String pattern) {
    List<Path> found =
        FileGlob.parse(directory + "/" + pattern)
            .expand((path, failure) -> {
              throw new AssertionError(path + ": " + failure);
            });
    return found.stream().map(path -> directory.relativize(path).toString()).toList();
  }

  @Test
  void patternsLeadToWhatShellsFind() {
    assertEquals(List.of("a.log"), expand("a.log"));
    assertEquals(List.of("a.log", "b.log"), expand("*.log"));
    assertEquals(List.of("b.log", "b.txt"), expand("b.{log,txt}"));
    assertEquals(List.of("x/y/c.log"), expand("*/[xy]/c.log"));
    assertEquals(List.of("a.log", "x/a.log", "x/y/a.log"), expand("**/a.log"));
    assertEquals(List.of("x/a.log", "x/y/a.log", "x/y/c.log"), expand("x/**"));
    assertEquals(List.of(), expand("none/*.log"));
    assertEquals(List.of(), expand("a.log/*"));
  }

  @Test
  void aPatternThatIsNoneIsRefused() {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> FileGlob.parse("/var/[log"));
    assertTrue(refusal.toString().contains("file: /var/[log"), refusal.toString());
    assertThrows(IllegalArgumentException.class, () -> FileGlob.parse("/"));
  }

  @Test
  void whatCannotBeListedIsTold() {
    List<Path> told = new ArrayList<>();
    // A name that is too long cannot be listed by anyone, not even by root.
    String name = "n".repeat(300);
    FileGlob.parse(directory + "/" + name + "/*.log").expand((path, failure) -> told.add(path));
    assertEquals(List.of(directory.resolve(name)), told);
  }
}
