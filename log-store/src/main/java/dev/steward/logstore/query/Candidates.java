package dev.steward.logstore.query;

import dev.steward.logstore.filter.ShapeSet;
import dev.steward.logstore.index.DaySnapshot;
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
import org.jspecify.annotations.Nullable;

/**
 * Finds the blocks that a query must look at: first the days and parts of its time, then through
 * the index the blocks that hold a template whose lines may pass, then the runs of its streams.
 */
final class Candidates {
  /** Above this share of a day's templates most blocks would be named anyway. */
  private static final double MAX_SHARE = 0.5;

  /** The index is not asked for more templates than this. */
  private static final int MAX_ASKED = 1024;

  /** Looks at one block. */
  interface Visitor {
    void block(PartReader part, PartContents contents, int block, int[] runs) throws IOException;

    /**
     * Looks at a part as a whole, before its blocks and where all of them may hold matching
     * entries.
     *
     * @param picked the streams that are selected
     * @return whether the blocks need not be looked at
     */
    default boolean part(PartReader part, PartContents contents, BitSet picked) {
      return false;
    }
  }

  /**
   * A part to be looked at.
   *
   * @param part the part
   * @param possible the templates of which a line may pass; null where that is most of them
   * @param indexed the blocks that the index names; null where it was not asked
   */
  record Task(PartReader part, @Nullable List<Template> possible, @Nullable BitSet indexed) {}

  private final QueryScope scope;

  Candidates(QueryScope scope) {
    this.scope = scope;
  }

  /** Calls for every block that may hold a matching entry. */
  void visit(List<DayView> days, TimeRange range, Visitor visitor) {
    for (Task task : tasks(days, range)) {
      visit(task, range, visitor);
    }
  }

  /** The parts that may hold a matching entry, in order. */
  List<Task> tasks(List<DayView> days, TimeRange range) {
    List<Task> tasks = new ArrayList<>();
    for (DayView day : days) {
      List<PartReader> parts =
          day.parts().stream()
              .filter(part -> range.touches(part.footer().first(), part.footer().last()))
              .toList();
      if (!parts.isEmpty()) {
        addTasks(day, parts, range, tasks);
      }
    }
    return tasks;
  }

  private void addTasks(DayView day, List<PartReader> parts, TimeRange range, List<Task> tasks) {
    if (day.isIndexDamaged()) {
      scope.context().warn("log index of day " + day.epochDay() + ": damaged, being made anew");
    }
    @Nullable List<Template> possible = possible(day, parts);
    Map<String, BitSet> indexed = possible == null ? Map.of() : indexed(day, range, possible);
    for (PartReader part : parts) {
      if (possible == null || !day.isCovered(part) || indexed.isEmpty()) {
        tasks.add(new Task(part, possible, null));
      } else if (indexed.containsKey(part.name())) {
        tasks.add(new Task(part, possible, indexed.get(part.name())));
      }
    }
  }

  /** Calls for every block of a part that may hold a matching entry. */
  void visit(Task task, TimeRange range, Visitor visitor) {
    scope.context().checkpoint();
    PartReader part = task.part();
    try {
      PartContents contents = part.contents();
      // Asked for each part: opening one may have made more streams known.
      BitSet picked = scope.registry().select(scope.selector());
      if (task.possible() == null) {
        if (!visitor.part(part, contents, picked)) {
          visitBlocks(part, contents, picked, null, range, visitor);
        }
        return;
      }
      BitSet blocks = blocks(contents, task.possible());
      if (task.indexed() != null) {
        blocks.and(task.indexed());
      }
      visitBlocks(part, contents, picked, blocks, range, visitor);
    } catch (IOException e) {
      scope.damaged("log part " + part.name(), e);
    }
  }

  /** The templates of which a line may pass; null where that is most of them. */
  private @Nullable List<Template> possible(DayView day, List<PartReader> parts) {
    if (scope.filters().isEmpty()) {
      return null;
    }
    try {
      ShapeSet all = day.templates().all(parts);
      List<Template> possible = scope.filters().possible(all);
      return possible.size() > all.size() * MAX_SHARE ? null : possible;
    } catch (IOException e) {
      // Every part is looked at then, and the one that is damaged is told.
      return null;
    }
  }

  /**
   * What the index says of the parts that it covers. Empty where it cannot be asked, or would not
   * say less than the parts: they are looked at themselves then.
   */
  private Map<String, BitSet> indexed(DayView day, TimeRange range, List<Template> possible) {
    DaySnapshot index = day.index();
    if (index == null || possible.size() > MAX_ASKED) {
      return Map.of();
    }
    try {
      return index.blocks(scope.selector(), range, possible);
    } catch (IOException e) {
      // Without the index every part is looked at: slower, and as exact.
      String problem = "log index of day " + day.epochDay() + ": unreadable";
      scope.quarantine().report(problem, e);
      scope.context().warn(problem);
      return Map.of();
    }
  }

  /** The blocks of a part that have lines of these templates, if the bytes of their slots fit. */
  private BitSet blocks(PartContents contents, List<Template> possible) {
    BitSet blocks = new BitSet();
    for (Template template : possible) {
      int number = contents.number(template);
      if (number >= 0
          && scope.filters().mayPass(template, test -> contents.shapes().allow(number, test))) {
        contents.shapes().addBlocks(number, blocks);
      }
    }
    return blocks;
  }

  private void visitBlocks(
      PartReader part,
      PartContents contents,
      BitSet picked,
      @Nullable BitSet allowed,
      TimeRange range,
      Visitor visitor) {
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
