package dev.steward.spi.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Line;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Generated expressions, whose automaton and whose translation must agree, with the JDK as judge.
 */
class RegexComparisonTest {
  private static final String[] ATOMS = {
    "a",
    "b",
    "ab",
    "ä",
    "😀",
    ".",
    "[ab]",
    "[^a]",
    "\\d",
    "\\w",
    "\\s",
    "\\S",
    "[ä-ü]",
    "x",
    "[[:alpha:]]",
    "\\x{20AC}",
    "\\.",
    " "
  };
  private static final String[] PLACES = {"^", "$", "\\b", "\\B", "\\A", "\\z"};
  private static final String[] REPEATS = {"*", "+", "?", "{0,}", "*?", "+?", "??", "{2}", "{1,3}"};

  /** Of a part that may be empty, the JDK does not count all repetitions. */
  private static final int UNCOUNTED_REPEATS = 7;

  /** None beyond the basic plane: the JDK finds places within their surrogate pairs. */
  private static final int[] RUNES = "ab xä€1_\n.AB".codePoints().toArray();

  @Test
  void findingAgreesWithTheJdk() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 4000; round++) {
      String source = expression(random, 3);
      Regex regex = Regex.compile(source);
      for (int i = 0; i < 8; i++) {
        String text = text(random);
        String about = "seed " + seed + ", expression " + source + ", text " + text;
        boolean expected = regex.matcher(text).find();
        assertEquals(expected, regex.find(Line.of(text)), about);
        if (expected) {
          assertTrue(text.contains(regex.requiredLiteral()), about);
        }
      }
    }
  }

  @Test
  void matchingWholeTextsAgreesWithTheJdk() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 4000; round++) {
      String source = expression(random, 3);
      Regex regex = Regex.compile(source);
      Pattern judge =
          Pattern.compile(JdkDialect.of(new RegexParser("(?s:" + source + ")", false).parse()));
      for (int i = 0; i < 8; i++) {
        String text = text(random);
        String about = "seed " + seed + ", expression " + source + ", text " + text;
        boolean expected = judge.matcher(text).matches();
        assertEquals(expected, regex.matchesWhole(text), about);
        if (expected) {
          assertTrue(text.startsWith(regex.literalPrefix()), about);
          assertTrue(regex.literalTexts().orElse(Set.of(text)).contains(text), about);
        }
      }
      for (String text : regex.literalTexts().orElse(Set.of())) {
        assertTrue(judge.matcher(text).matches(), "seed " + seed + ", expression " + source);
      }
    }
  }

  @Test
  void theTranslationAgreesWithTheJdksOwnReading() {
    // Without places and sets that the dialects read differently, the source is Java's too.
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      String source = expression(random, 2).replaceAll("\\[\\[:alpha:]]|\\\\[sSbBAz]|[$^]", "c");
      Pattern judge = Pattern.compile(source, Pattern.UNIX_LINES);
      Regex regex = Regex.compile(source);
      for (int i = 0; i < 5; i++) {
        String text = text(random);
        Matcher expected = judge.matcher(text);
        RegexMatcher found = regex.matcher(text);
        String about = "seed " + seed + ", expression " + source + ", text " + text;
        int end = -1;
        while (expected.find()) {
          // Unlike in Go, an empty match right behind another one counts.
          if (expected.end() > expected.start() || expected.start() != end) {
            assertTrue(found.find(), about);
            assertEquals(expected.start(), found.start(), about);
            assertEquals(expected.end(), found.end(), about);
          }
          end = expected.end();
        }
        assertTrue(!found.find(), about);
      }
    }
  }

  @Test
  void theSteadyMachineAgreesWithTheJdk() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 4000; round++) {
      String source = expression(random, 3);
      RegexParser parser = new RegexParser(source, false);
      RegexNode node = parser.parse();
      Pattern judge = Pattern.compile(JdkDialect.of(node));
      GroupProgram program = GroupProgram.of(node, parser.groupCount(), source);
      for (int i = 0; i < 8; i++) {
        String text = text(random);
        String about = "seed " + seed + ", expression " + source + ", text " + text;
        Matcher expected = judge.matcher(text);
        int[] found = new GroupMachine(program, text).find(0, false);
        assertEquals(expected.find(), found != null, about);
        if (found != null && !repeatsNothing(node)) {
          assertEquals(expected.start(), found[0], about);
          assertEquals(expected.end(), found[1], about);
        }
        assertEquals(
            expected.matches(), new GroupMachine(program, text).find(0, true) != null, about);
      }
    }
  }

  /** Of repetitions of the empty text, the JDK and Go do not make the same. */
  private static boolean repeatsNothing(RegexNode node) {
    return switch (node) {
      case RegexNode.Any ignored -> false;
      case RegexNode.Place ignored -> false;
      case RegexNode.Group group -> repeatsNothing(group.part());
      case RegexNode.Sequence all ->
          all.parts().stream().anyMatch(RegexComparisonTest::repeatsNothing);
      case RegexNode.Choice all ->
          all.options().stream().anyMatch(RegexComparisonTest::repeatsNothing);
      case RegexNode.Repeat repeat ->
          GroupProgram.mayBeEmpty(repeat.part()) || repeatsNothing(repeat.part());
    };
  }

  private static String expression(Random random, int depth) {
    StringBuilder text = new StringBuilder();
    for (int parts = random.nextInt(1, 4); parts > 0; parts--) {
      int kind = random.nextInt(10);
      if (kind == 0) {
        text.append(PLACES[random.nextInt(PLACES.length)]);
        continue;
      }
      boolean group = kind < 4 && depth > 0;
      if (group) {
        text.append(random.nextBoolean() ? "(" : "(?:")
            .append(expression(random, depth - 1))
            .append(random.nextBoolean() ? "|" + expression(random, depth - 1) : "")
            .append(')');
      } else {
        text.append(ATOMS[random.nextInt(ATOMS.length)]);
      }
      if (random.nextInt(3) == 0 && !text.toString().endsWith("ab")) {
        text.append(REPEATS[random.nextInt(group ? UNCOUNTED_REPEATS : REPEATS.length)]);
      }
    }
    return text.toString();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(9); i > 0; i--) {
      text.appendCodePoint(RUNES[random.nextInt(RUNES.length)]);
    }
    return text.toString();
  }
}
