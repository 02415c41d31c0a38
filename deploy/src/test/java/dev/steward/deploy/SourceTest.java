package dev.steward.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a formatter cannot hold: rules on the text of the sources. */
final class SourceTest {

  private static final int LINES_WITHOUT_A_REASON = 500;

  /** The sentence in the class comment that gives a long file's reason begins so. */
  private static final String REASON = "This file is long because";

  @Test
  void aFileOverFiveHundredLinesSaysWhy() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path source : ProjectFiles.javaSources()) {
      String text = Files.readString(source);
      long lines = text.lines().count();
      if (lines > LINES_WITHOUT_A_REASON && !text.replaceAll("\\s+\\*\\s+", " ").contains(REASON)) {
        wrong.add(
            "%s: %d lines (expected: at most %d, or a comment with: %s ...)"
                .formatted(
                    ProjectFiles.ROOT.relativize(source), lines, LINES_WITHOUT_A_REASON, REASON));
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void noTestIsSwitchedOff() throws IOException {
    // Put together here, so that this source does not match itself.
    Pattern off =
        Pattern.compile("@" + "Disabled|@" + "Ignore\\b|\\bassume" + "(True|False|That)\\(");
    assertEquals(List.of(), linesThatMatch(off));
  }

  @Test
  void nothingIsLeftToDo() throws IOException {
    Pattern unfinished = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    assertEquals(List.of(), linesThatMatch(unfinished));
  }

  private static List<String> linesThatMatch(Pattern pattern) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path source : ProjectFiles.javaSources()) {
      List<String> lines = Files.readAllLines(source);
      for (int i = 0; i < lines.size(); i++) {
        if (pattern.matcher(lines.get(i)).find()) {
          found.add(
              ProjectFiles.ROOT.relativize(source) + ":" + (i + 1) + ": " + lines.get(i).strip());
        }
      }
    }
    return found;
  }
}
