package dev.steward.logstore.query;

import dev.steward.logstore.filter.FilterPlan.Step;
import dev.steward.logstore.part.BlockTable;
import dev.steward.logstore.part.PartContents;
import dev.steward.logstore.part.PartReader;
import dev.steward.logstore.store.DayView;
import dev.steward.logstore.template.Template;
import dev.steward.spi.model.TimeRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the blocks that a query must look at: first the days and parts of its time, then through
 * the index the blocks that hold a template whose lines may pass, then the runs of its streams.
 */
final class Candidates {
  /** Above this share of a day's templates the index is not asked: it would name most blocks. */
  private static final double MAX_SHARE = 0.5;

  /** So few streams are in so few blocks that the tables of the parts find them quicker. */
  private static final int FEW_STREAMS = 8;

  /** Looks at one block. */
  interface Visitor {
    void block(PartReader part, PartContents contents, int block, int[] runs) throws IOException;
  }

  private final QueryScope scope;

  Candidates(QueryScope scope) {
    this.scope = scope;
  }

  /** Calls for every block that may hold a matching entry. */
  void visit(List<DayView> days, TimeRange range, Visitor visitor) {
    for (DayView day : days) {
      List<PartReader> parts =
          day.parts().stream()
              .filter(part -> range.touches(part.footer().first(), part.footer().last()))
              .toList();
      if (!parts.isEmpty()) {
        visit(day, parts, range, visitor);
      }
    }
  }

  private void visit(DayView day, List<PartReader> parts, TimeRange range, Visitor visitor) {
    @Nullable Map<String, BitSet> allowed;
    try {
      allowed = allowedBlocks(day, range);
    } catch (IOException e) {
      // Without the index every block is looked at: slower, and as exact.
      scope.quarantine().report("log index of day " + day.epochDay() + ": unreadable", e);
      allowed = null;
    }
    for (PartReader part : parts) {
      scope.context().checkpoint();
      BitSet blocks = allowed == null ? null : allowed.get(part.name());
      if (allowed == null || blocks != null) {
        try {
          visit(part, blocks, range, visitor);
        } catch (IOException e) {
          scope.damaged("log part " + part.name(), e);
        }
      }
    }
  }

  private @Nullable Map<String, BitSet> allowedBlocks(DayView day, TimeRange range)
      throws IOException {
    int selected = scope.registry().select(scope.selector()).cardinality();
    if (scope.filters().isEmpty() || selected <= FEW_STREAMS) {
      return null;
    }
    Set<Template> all = day.templates().all(day.index());
    List<Template> possible = new ArrayList<>();
    for (Template template : all) {
      if (!(scope.filters().step(template) instanceof Step.None)) {
        possible.add(template);
      }
    }
    if (possible.size() > all.size() * MAX_SHARE) {
      return null;
    }
    return day.index().blocks(scope.selector(), range, possible);
  }

  private void visit(PartReader part, @Nullable BitSet allowed, TimeRange range, Visitor visitor)
      throws IOException {
    PartContents contents = part.contents();
    // Asked for each part: opening one may have made more streams known.
    BitSet picked = scope.registry().select(scope.selector());
    BlockTable table = contents.table();
    int first = allowed == null ? 0 : allowed.nextSetBit(0);
    for (int block = first; block >= 0 && block < table.blocks(); ) {
      int[] runs = runs(contents, block, picked, range);
      if (runs.length > 0) {
        scope.context().checkpoint();
        visitBlock(part, contents, block, runs, visitor);
      }
      block = allowed == null ? block + 1 : allowed.nextSetBit(block + 1);
    }
  }

  private void visitBlock(
      PartReader part, PartContents contents, int block, int[] runs, Visitor visitor) {
    try {
      visitor.block(part, contents, block, runs);
    } catch (IOException e) {
      scope.damaged("log part " + part.name() + ", block " + block, e);
    }
  }

  private static int[] runs(PartContents contents, int block, BitSet picked, TimeRange range) {
    BlockTable table = contents.table();
    int from = table.firstRun(block);
    int end = table.endRun(block);
    int[] runs = new int[end - from];
    int found = 0;
    for (int run = from; run < end; run++) {
      if (picked.get(contents.streamIds()[table.stream(run)])
          && range.touches(table.first(run), table.last(run))) {
        runs[found++] = run;
      }
    }
    return Arrays.copyOf(runs, found);
  }
}
