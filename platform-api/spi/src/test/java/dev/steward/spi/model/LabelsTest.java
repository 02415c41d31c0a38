package dev.steward.spi.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LabelsTest {
  private static final Labels ABC = Labels.of("c", "3", "a", "1", "b", "2");

  @Test
  void namesAreSortedWhateverTheirOrder() {
    assertEquals(ABC, Labels.of("a", "1", "b", "2", "c", "3"));
    assertEquals(ABC, Labels.of(Map.of("b", "2", "c", "3", "a", "1")));
    assertEquals("a", ABC.name(0));
    assertEquals("3", ABC.value(2));
    assertEquals(3, ABC.size());
    assertEquals("{a=\"1\", b=\"2\", c=\"3\"}", ABC.toString());
  }

  @Test
  void valuesAreFoundByName() {
    assertEquals("2", ABC.value("b"));
    assertNull(ABC.value("bb"));
    assertEquals("", ABC.valueOrEmpty("bb"));
    assertTrue(ABC.has("c") && !ABC.has("d") && !ABC.has(""));
  }

  @Test
  void whatIsNoLabelSetIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Labels.of("a"));
    assertThrows(IllegalArgumentException.class, () -> Labels.of("", "x"));
    assertThrows(IllegalArgumentException.class, () -> Labels.of("a", "1", "a", "2"));
    assertThrows(IllegalArgumentException.class, () -> Labels.of("a", "\ud800"));
    assertThrows(IllegalArgumentException.class, () -> Labels.of("\udc00\ud800", "x"));
    assertEquals("😀", Labels.of("a", "😀").value("a"));
  }

  @Test
  void editingMakesAnotherSet() {
    assertEquals(Labels.of("a", "9", "b", "2", "c", "3"), ABC.with("a", "9"));
    assertEquals(Labels.of("a", "1", "c", "3"), ABC.without("b"));
    assertSame(ABC, ABC.without("x"));
    assertEquals(Labels.of("a", "1"), ABC.keeping(List.of("a", "x")));
    assertEquals(Labels.of("b", "2", "c", "3"), ABC.dropping(Set.of("a", "x")));
    assertSame(ABC, ABC.dropping(List.of()));
    assertSame(Labels.EMPTY, ABC.keeping(List.of()));
    assertEquals("1", ABC.value("a"));
  }

  @Test
  void theBuilderKeepsTheLastSetting() {
    Labels.Builder builder = ABC.edit().set("a", "x").set("a", "y").remove("b");
    assertEquals("y", builder.value("a"));
    assertNull(builder.value("b"));
    assertEquals(Labels.of("a", "y", "c", "3"), builder.build());
    assertSame(Labels.EMPTY, Labels.builder().build());
  }

  @Test
  void orderIsByNamesAndValuesInTurn() {
    List<Labels> sorted =
        List.of(
            Labels.EMPTY,
            Labels.of("a", "1"),
            Labels.of("a", "1", "b", "1"),
            Labels.of("a", "2"),
            Labels.of("b", "1"));
    List<Labels> shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, new Random(5));
    Collections.sort(shuffled);
    assertEquals(sorted, shuffled);
  }

  @Test
  void generatedSetsAgreeWithASortedMap() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      Map<String, String> model = new TreeMap<>();
      Labels labels = Labels.EMPTY;
      for (int step = 0; step < 8; step++) {
        String name = "n" + random.nextInt(5);
        if (random.nextInt(3) == 0) {
          model.remove(name);
          labels = labels.without(name);
        } else {
          String value = "v" + random.nextInt(3);
          model.put(name, value);
          labels = labels.with(name, value);
        }
      }
      assertEquals(model, labels.toMap(), "seed " + seed);
      assertEquals(Labels.of(model), labels, "seed " + seed);
      assertEquals(Labels.of(model).hashCode(), labels.hashCode(), "seed " + seed);
    }
  }

  @Test
  void internedSetsThatAreEqualAreTheSame() {
    Labels one = Labels.of("pool", "a").interned();
    Labels two = Labels.of("pool", "a");
    assertNotSame(one, two);
    assertSame(one, two.interned());
    assertSame(one.value("pool"), Labels.of("pool", "a", "x", "y").interned().value("pool"));
    assertNotEquals(one, Labels.of("pool", "b").interned());
  }

  @Test
  void manyThreadsInternTheSameInstance() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < 200; round++) {
        String value = "round" + round;
        List<Future<Labels>> made = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          made.add(threads.submit(() -> Labels.of("thread", value).interned()));
        }
        for (Future<Labels> future : made) {
          assertSame(made.getFirst().get(), future.get());
        }
      }
    }
  }

  @Test
  void manyLabelsAreSortedToo() {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      pairs.addAll(List.of("name" + Integer.reverse(i), "value" + i));
    }
    Labels labels = Labels.of(pairs.toArray(String[]::new));
    for (int i = 1; i < labels.size(); i++) {
      assertTrue(labels.name(i - 1).compareTo(labels.name(i)) < 0);
    }
    assertEquals("value7", labels.value("name" + Integer.reverse(7)));
  }
}
