package dev.steward.logstore.query;

import dev.steward.logstore.block.CountsSection;
import dev.steward.logstore.block.ShapesSection;
import dev.steward.logstore.index.DaySnapshot;
import dev.steward.logstore.memory.EntryLevels;
import dev.steward.logstore.memory.MemoryTable;
import dev.steward.logstore.memory.StreamBuffer;
import dev.steward.logstore.part.BlockTable;
import dev.steward.logstore.part.PartContents;
import dev.steward.logstore.part.PartReader;
import dev.steward.logstore.part.StreamOrder;
import dev.steward.logstore.store.DayView;
import dev.steward.logstore.store.StoreView;
import dev.steward.logstore.template.Template;
import dev.steward.logstore.template.TemplateMiner;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.PatternCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts lines by stream, pattern and level, from the templates that they have. For one thread.
 *
 * <p>Bounded: past {@value #MAX_ROWS} of them lines of others are left out, with a warning, since a
 * hundred thousand streams would otherwise become as many rows.
 */
final class PatternTable {
  private static final int MAX_ROWS = 20_000;

  /** Shapes in memory whose first line is remembered before it is known whether one counts. */
  private static final int MAX_SHAPES = 2 * MAX_ROWS;

  private record Key(int stream, String pattern, String level) {}

  private record Shape(String service, String pattern) {}

  private final QueryScope scope;
  private final TimeRange range;
  private final long stepNanos;
  private final int steps;
  private final Map<Key, long[]> counts = new LinkedHashMap<>();
  private final Map<Shape, Long> firstSeen = new HashMap<>();
  private final Map<Template, String> patterns = new IdentityHashMap<>();
  private final TemplateMiner miner = new TemplateMiner();
  private boolean cut;

  PatternTable(QueryScope scope, long stepNanos, int steps, StoreView view) {
    this.scope = scope;
    this.range = scope.range();
    this.stepNanos = stepNanos;
    this.steps = steps;
    new Candidates(scope).visit(view.days(), range, this::addBlock);
    for (MemoryTable table : view.memory()) {
      addMemory(table);
    }
    for (DayView day : view.days()) {
      addFirstSeen(day);
    }
    if (cut) {
      scope
          .context()
          .warn("more than " + MAX_ROWS + " patterns of streams: those found last are left out");
    }
  }

  private void addFirstSeen(DayView day) {
    scope.context().checkpoint();
    try {
      DaySnapshot index = day.index();
      if (index != null) {
        index.visitFirstSeen(this::seenOnDisk);
      }
      for (PartReader part : day.parts()) {
        if (!day.isCovered(part)) {
          scope.context().checkpoint();
          part.visitFirstSeen(this::seenOnDisk);
        }
      }
    } catch (IOException e) {
      scope.damaged("log index of day " + day.epochDay(), e);
    }
  }

  private void seenOnDisk(String service, Template template, long time) {
    seenIfCounted(service, template.pattern(), time);
  }

  private void seen(String service, String pattern, long time) {
    if (firstSeen.size() < MAX_SHAPES) {
      firstSeen.merge(new Shape(service, pattern), time, Math::min);
    } else {
      seenIfCounted(service, pattern, time);
    }
  }

  private void seenIfCounted(String service, String pattern, long time) {
    firstSeen.computeIfPresent(
        new Shape(service, pattern), (shape, first) -> Math.min(first, time));
  }

  private void addBlock(PartReader part, PartContents contents, int block, int[] runs)
      throws IOException {
    CountsSection times = part.counts(contents, block);
    ShapesSection shapes = part.shapes(contents, block);
    scope.context().chargeLines(times.times().length, 0);
    BlockTable table = contents.table();
    int line = 0;
    int next = 0;
    for (int run = table.firstRun(block); next < runs.length; run++) {
      int end = line + table.lines(run);
      if (run == runs[next]) {
        next++;
        int stream = contents.streamIds()[table.stream(run)];
        for (int at = line; at < end; at++) {
          add(stream, pattern(shapes.template(at)), times.level(at), times.times()[at]);
        }
      }
      line = end;
    }
  }

  private String pattern(Template template) {
    return patterns.computeIfAbsent(template, Template::pattern);
  }

  private void add(int stream, String pattern, @Nullable String detectedLevel, long time) {
    if (range.contains(time)) {
      String label = scope.registry().labels(stream).value("level");
      String level = label != null ? label : detectedLevel == null ? "" : detectedLevel;
      Key key = new Key(stream, pattern, level);
      long[] row = counts.get(key);
      if (row == null) {
        if (counts.size() == MAX_ROWS) {
          cut = true;
          return;
        }
        row = new long[steps];
        counts.put(key, row);
        String service = scope.registry().labels(stream).valueOrEmpty(StreamOrder.SERVICE);
        firstSeen.merge(new Shape(service, pattern), time, Math::min);
      }
      row[steps == 1 ? 0 : (int) ((time - range.start()) / stepNanos)]++;
    }
  }

  /** Lines in memory have no template yet; those of other selections tell what is not new. */
  private void addMemory(MemoryTable table) {
    BitSet picked = scope.registry().select(scope.selector());
    for (int stream = 0; stream < table.streamLimit(); stream++) {
      @Nullable StreamBuffer buffer = table.buffer(stream);
      if (buffer != null) {
        scope.context().checkpoint();
        addBuffer(stream, buffer.snapshot(), picked.get(stream));
      }
    }
  }

  private void addBuffer(int stream, StreamBuffer.Snapshot entries, boolean picked) {
    String service = scope.registry().labels(stream).valueOrEmpty(StreamOrder.SERVICE);
    EntryLevels levels = new EntryLevels();
    for (int i = 0; i < entries.size(); i++) {
      int number = miner.match(entries.chunks()[i], entries.offsets()[i], entries.lengths()[i]);
      String pattern = pattern(miner.templates().get(number));
      seen(service, pattern, entries.times()[i]);
      if (picked) {
        add(stream, pattern, levels.of(entries, i), entries.times()[i]);
      }
    }
  }

  List<PatternCounts> rows() {
    List<PatternCounts> rows = new ArrayList<>(counts.size());
    counts.forEach((key, row) -> {
      Labels stream = scope.registry().labels(key.stream());
      Shape shape = new Shape(stream.valueOrEmpty(StreamOrder.SERVICE), key.pattern());
      rows.add(
          new PatternCounts(
              stream,
              key.pattern(),
              key.level(),
              firstSeen.getOrDefault(shape, range.start()),
              row));
    });
    return rows;
  }
}
