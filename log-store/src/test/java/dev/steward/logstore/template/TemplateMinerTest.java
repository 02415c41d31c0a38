package dev.steward.logstore.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class TemplateMinerTest {
  private final TemplateMiner miner = new TemplateMiner();

  private String shape(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return miner.templates().get(miner.match(bytes, 0, bytes.length)).pattern();
  }

  @Test
  void wordsWithDigitsVary() {
    assertEquals("took <_> ms", shape("took 17 ms"));
    assertEquals("user=<_> id:<_>", shape("user=eve2 id:0xff"));
    assertEquals("", shape(""));
    assertEquals("<_>", shape("42"));
  }

  @Test
  void addressesAndFractionsAreOneWord() {
    assertEquals("from <_> port <_>", shape("from 10.0.0.7 port 22"));
    assertEquals("load <_>.", shape("load 0.75."));
  }

  @Test
  void aWordThatDiffersInManyLinesBecomesASlot() {
    String last = "";
    for (int i = 0; i < 30; i++) {
      last = shape("Invalid user " + (char) ('a' + i % 26) + (char) ('a' + i / 26) + "x came");
    }
    assertEquals("Invalid user <_> came", last);
  }

  @Test
  void aLineWithTooManyWordsThatVaryVariesAsAWhole() {
    assertSame(Template.RAW, templateOf("1 ".repeat(200)));
    assertSame(Template.RAW, templateOf("x".repeat(100_000)));
  }

  private Template templateOf(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return miner.templates().get(miner.match(bytes, 0, bytes.length));
  }

  @Test
  void aNewDictionaryNumbersAnewAndKeepsWhatWasLearnt() {
    shape("one 1");
    shape("two 2");
    miner.startDictionary();

    assertEquals(1, miner.templates().size());
    assertEquals("two <_>", shape("two 3"));
    assertEquals(2, miner.templates().size());
  }
}
