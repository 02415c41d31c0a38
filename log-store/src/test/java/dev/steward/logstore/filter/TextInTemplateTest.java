package dev.steward.logstore.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.logstore.template.Template;
import dev.steward.logstore.template.TemplateMiner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TextInTemplateTest {
  private final TemplateMiner miner = new TemplateMiner();

  private Verdict verdict(String text, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    Template template = miner.templates().get(miner.match(bytes, 0, bytes.length));
    return new TextInTemplate(text.getBytes(StandardCharsets.UTF_8)).in(template).verdict();
  }

  @Test
  void textOfTheConstantPartStandsInEveryLine() {
    assertEquals(Verdict.ALWAYS, verdict("POSSIBLE", "no 1 POSSIBLE BREAK-IN"));
    assertEquals(Verdict.ALWAYS, verdict(" pos", "at 1 post"));
  }

  @Test
  void textThatMayStandInASlotOrAcrossItsEdgesIsPossible() {
    assertEquals(Verdict.MAYBE, verdict("17", "took 5 ms"));
    assertEquals(Verdict.MAYBE, verdict("took 17", "took 5 ms"));
    assertEquals(Verdict.MAYBE, verdict("7 m", "took 5 ms"));
    assertEquals(Verdict.MAYBE, verdict("0.7 p", "from 10.0.0.7 port"));
  }

  @Test
  void textThatFitsNowhereStandsInNoLine() {
    assertEquals(Verdict.NEVER, verdict("took 17 s ", "took 5 ms"));
    assertEquals(Verdict.NEVER, verdict("a b", "took 5 ms"));
    assertEquals(Verdict.NEVER, verdict("ms 5", "took 5 ms"));
  }

  @Test
  void theTestsOfSlotsDecideExactlyWhetherALineHoldsAText() {
    long seed = Long.getLong("steward.seed", System.nanoTime());
    System.out.println("steward.seed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] line = text(random, 1 + random.nextInt(14));
      byte[] wanted =
          random.nextBoolean() ? text(random, 1 + random.nextInt(4)) : part(line, random);
      Template template = miner.templates().get(miner.match(line, 0, line.length));
      Occurrence occurrence = new TextInTemplate(wanted).in(template);
      boolean holds = latin(line).contains(latin(wanted));
      assertEquals(
          holds,
          occurrence.always() || passes(occurrence, line),
          () -> "seed " + seed + ": " + latin(wanted) + " in " + latin(line));
    }
  }

  private boolean passes(Occurrence occurrence, byte[] line) {
    for (List<SlotTest> placement : occurrence.placements()) {
      boolean all = true;
      for (SlotTest test : placement) {
        int from = miner.slotStart(test.slot());
        int to = miner.slotEnd(test.slot());
        boolean accepted = test.accepts(line, from, to);
        assertTrue(!accepted || test.occurs(line, from, to));
        assertTrue(!accepted || test.kinds() == 0 || test.possible(miner.slotKinds(test.slot())));
        all &= accepted;
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] part(byte[] line, Random random) {
    int from = random.nextInt(line.length);
    return java.util.Arrays.copyOfRange(line, from, from + 1 + random.nextInt(line.length - from));
  }

  private static byte[] text(Random random, int length) {
    byte[] text = new byte[length];
    String alphabet = "a1 .-b2";
    for (int i = 0; i < length; i++) {
      text[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
    }
    return text;
  }
}
