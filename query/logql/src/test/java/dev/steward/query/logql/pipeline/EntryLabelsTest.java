package dev.steward.query.logql.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.query.logql.pipeline.EntryLabels.Kind;
import dev.steward.spi.model.Labels;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntryLabelsTest {
  private static final Labels STREAM = Labels.of("app", "mail", "host", "mx1");

  private final EntryLabels labels = new EntryLabels();

  @BeforeEach
  void start() {
    labels.start(STREAM, Labels.of("host", "meta", "pid", "7"));
  }

  @Test
  void anUntouchedEntryHasItsStreamsOwnLabels() {
    labels.start(STREAM, Labels.EMPTY);
    assertTrue(labels.isUntouched());
    assertSame(STREAM, labels.all());
    assertSame(STREAM, labels.stream());
  }

  @Test
  void metadataDoesNotHideTheStream() {
    assertEquals("mx1", labels.value("host"));
    assertEquals("meta", labels.value("host_extracted"));
    assertEquals(Kind.METADATA, labels.kind("pid"));
    assertEquals(Kind.STREAM, labels.kind("app"));
    assertNull(labels.kind("gone"));
  }

  @Test
  void whatIsParsedGetsAFreeName() {
    assertEquals("app_extracted", labels.freeName("app"));
    assertEquals("pid_extracted", labels.freeName("pid"));
    assertEquals("new", labels.freeName("new"));
    labels.set(Kind.PARSED, "new", "1");
    assertEquals("new", labels.freeName("new"));
    assertTrue(labels.wasParsed("new"));
  }

  @Test
  void aParsedLabelHidesMetadataAndStays() {
    labels.set(Kind.PARSED, "host_extracted", "line");
    labels.set(Kind.METADATA, "host_extracted", "again");
    assertEquals("line", labels.value("host_extracted"));
    assertEquals(Labels.of("pid", "7"), labels.metadata());
    assertEquals(Labels.of("host_extracted", "line"), labels.parsed());
  }

  @Test
  void removedLabelsAreGoneUntilTheyAreSetAgain() {
    labels.remove("app");
    labels.remove("pid");
    labels.remove("nothing");
    assertNull(labels.value("app"));
    assertEquals(Labels.of("host", "mx1"), labels.stream());
    assertEquals(Labels.of("host", "mx1", "host_extracted", "meta"), labels.all());
    labels.set(Kind.PARSED, "app", "web");
    assertEquals("web", labels.value("app"));
    assertEquals(Labels.of("host", "mx1"), labels.stream());
  }

  @Test
  void errorsAreLabelsOnlyInTheResult() {
    labels.fail("JSONParserErr", "because");
    assertNull(labels.value("__error__"));
    assertEquals("JSONParserErr", labels.parsed().value("__error__"));
    assertEquals("because", labels.all().value("__error_details__"));
    assertTrue(labels.isErrorFatal());
    labels.clearError();
    labels.clearErrorDetails();
    assertFalse(labels.all().has("__error__"));
  }

  @Test
  void allIsWhatThePartsAreTogether() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Kind[] kinds = Kind.values();
    for (int round = 0; round < 500; round++) {
      labels.start(STREAM, Labels.of("a", "1", "host", "x"));
      for (int i = random.nextInt(30); i > 0; i--) {
        String name = "abcdefgh".substring(random.nextInt(8)).substring(0, 1);
        if (random.nextInt(4) == 0) {
          labels.remove(random.nextBoolean() ? name : "host");
        } else {
          labels.set(kinds[random.nextInt(3)], name, "v" + i);
        }
      }
      Labels.Builder together = Labels.builder();
      labels.stream().forEach(together::set);
      labels.metadata().forEach(together::set);
      labels.parsed().forEach(together::set);
      Labels.Builder each = Labels.builder();
      labels.forEach(each::set);
      assertEquals(together.build(), labels.all(), "seed " + seed);
      assertEquals(each.build(), labels.all(), "seed " + seed);
    }
  }

  @Test
  void manyLabelsAreKeptLikeAFew() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      labels.start(Labels.EMPTY, Labels.EMPTY);
      Map<String, String> model = new HashMap<>();
      int names = random.nextInt(1, 300);
      for (int i = 0; i < 1000; i++) {
        String name = "n" + random.nextInt(names);
        if (random.nextInt(3) == 0) {
          labels.remove(name);
          model.remove(name);
        } else {
          labels.set(Kind.PARSED, name, "v" + i);
          model.put(name, "v" + i);
        }
        String other = "n" + random.nextInt(names);
        assertEquals(model.get(other), labels.value(other), "seed " + seed);
      }
      assertEquals(Labels.of(model), labels.all(), "seed " + seed);
    }
  }

  @Test
  void aLabelThatWasParsedAndRemovedIsNotParsedAgain() {
    labels.start(Labels.of("app", "web"), Labels.of("pid", "7"));
    labels.set(Kind.PARSED, "level", "info");
    labels.remove("level");
    labels.remove("pid");
    assertTrue(labels.wasParsed("level"));
    assertFalse(labels.wasParsed("pid"));
    labels.start(Labels.EMPTY, Labels.EMPTY);
    assertFalse(labels.wasParsed("level"));
  }
}
