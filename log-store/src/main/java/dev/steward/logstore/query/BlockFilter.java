package dev.steward.logstore.query;

import dev.steward.logstore.block.PayloadSection;
import dev.steward.logstore.block.ShapesSection;
import dev.steward.logstore.filter.FilterPlan;
import dev.steward.logstore.filter.FilterPlan.Check;
import dev.steward.logstore.filter.FilterPlan.Step;
import dev.steward.logstore.filter.Occurrence;
import dev.steward.logstore.filter.SlotTest;
import dev.steward.spi.model.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The filters of a query on the lines of one block. For each template of the block it is found out
 * once what is left to check: a text that can stand in a column alone is impossible where the
 * column has not the bytes for it. For one thread.
 */
final class BlockFilter {
  /** Reads the payload when it is first needed. */
  interface Payload {
    PayloadSection read() throws IOException;
  }

  private static final Step NONE = new Step.None();

  private final FilterPlan plan;
  private final ShapesSection shapes;
  private final Payload payload;
  private final @Nullable Step[] steps;

  BlockFilter(FilterPlan plan, ShapesSection shapes, Payload payload) {
    this.plan = plan;
    this.shapes = shapes;
    this.payload = payload;
    this.steps = new @Nullable Step[shapes.templates().length];
  }

  boolean accepts(int line) throws IOException {
    int ordinal = shapes.ordinals()[line];
    Step step = steps[ordinal];
    if (step == null) {
      step = refine(ordinal);
      steps[ordinal] = step;
    }
    return switch (step) {
      case Step.None none -> false;
      case Step.All all -> true;
      case Step.Look look -> accepts(look, line);
    };
  }

  /** The kinds of all columns are asked before the bytes of any: the bytes have to be read. */
  private Step refine(int ordinal) throws IOException {
    Step step = plan.step(shapes.templates()[ordinal]);
    if (!(step instanceof Step.Look look)) {
      return step;
    }
    List<Check> byKinds = narrowed(look.checks(), placement -> kindsAllow(placement, ordinal));
    List<Check> left =
        byKinds.isEmpty()
            ? byKinds
            : narrowed(byKinds, placement -> bytesAllow(placement, ordinal));
    return left.isEmpty() ? NONE : new Step.Look(left);
  }

  /** Whether the texts' places are possible. */
  private interface Possible {
    boolean test(List<SlotTest> placement) throws IOException;
  }

  /** The checks with the placements that are possible; none where a text has none left. */
  private static List<Check> narrowed(List<Check> checks, Possible possible) throws IOException {
    List<Check> narrowed = new ArrayList<>(checks.size());
    for (Check check : checks) {
      List<Occurrence> texts = new ArrayList<>(check.texts().size());
      for (Occurrence text : check.texts()) {
        List<List<SlotTest>> left = new ArrayList<>();
        for (List<SlotTest> placement : text.placements()) {
          if (possible.test(placement)) {
            left.add(placement);
          }
        }
        if (left.isEmpty()) {
          return List.of();
        }
        texts.add(new Occurrence(false, left));
      }
      narrowed.add(new Check(texts, check.rest()));
    }
    return narrowed;
  }

  private boolean kindsAllow(List<SlotTest> placement, int ordinal) {
    for (SlotTest test : placement) {
      if (!test.possible(shapes.kinds()[ordinal][test.slot()])) {
        return false;
      }
    }
    return true;
  }

  private boolean bytesAllow(List<SlotTest> placement, int ordinal) throws IOException {
    PayloadSection read = payload.read();
    for (SlotTest test : placement) {
      int from = read.columnStart(ordinal, test.slot());
      if (!test.occurs(read.bytes(), from, read.columnEnd(ordinal, test.slot()))) {
        return false;
      }
    }
    return true;
  }

  private boolean accepts(Step.Look look, int line) throws IOException {
    PayloadSection read = payload.read();
    @Nullable Line whole = null;
    for (Check check : look.checks()) {
      for (Occurrence text : check.texts()) {
        if (!holds(text, line, read)) {
          return false;
        }
      }
      if (check.rest() != null) {
        whole = whole == null ? read.glance(line) : whole;
        if (!check.rest().accepts(whole)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean holds(Occurrence text, int line, PayloadSection read) throws IOException {
    for (List<SlotTest> placement : text.placements()) {
      boolean passes = true;
      for (SlotTest test : placement) {
        int from = read.valueStart(line, test.slot());
        passes = passes && test.accepts(read.bytes(), from, read.valueEnd(line, test.slot()));
      }
      if (passes) {
        return true;
      }
    }
    return false;
  }
}
