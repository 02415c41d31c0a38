package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.value.StepGrid;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.store.SampleColumns;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one series and the window of them that belongs to each step. One object serves all
 * series of a call. For one thread.
 *
 * <p>A window holds the samples after its start up to its end. With anchored or smoothed edges it
 * holds as well those of the lookback before its start, and for smoothed edges after its end.
 */
public final class RangeSeries {
  private final StepGrid grid;
  private final long[] ends;
  private final long rangeMillis;
  private final long lookbackMillis;
  private final Expr.Edges edges;
  private final int[] from;
  private final int[] to;
  private Labels labels = Labels.EMPTY;
  private boolean nameDropped;
  private SampleColumns columns = new SampleColumns();
  private long[] times = {};
  private double[] values = {};
  private boolean mayHoldHistograms;

  /** Times that the windows were made for, and how often they were made. */
  private long[] knownTimes = {};

  private int knownSize = -1;
  private int layout;

  /**
   * Windows over a grid.
   *
   * @param ends end of each step's window, not falling
   * @param rangeMillis length of a window
   * @param lookbackMillis how far edges other than plain ones look beyond it
   */
  public RangeSeries(
      StepGrid grid, long[] ends, long rangeMillis, long lookbackMillis, Expr.Edges edges) {
    this.grid = grid;
    this.ends = ends;
    this.rangeMillis = rangeMillis;
    this.lookbackMillis = lookbackMillis;
    this.edges = edges;
    this.from = new int[ends.length];
    this.to = new int[ends.length];
  }

  /** Turns to another series; its columns are read, not kept. */
  public void load(Labels newLabels, boolean newNameDropped, SampleColumns newColumns) {
    labels = newLabels;
    nameDropped = newNameDropped;
    columns = newColumns;
    times = newColumns.timestampsMillis();
    values = newColumns.values();
    mayHoldHistograms = newColumns.mayHoldHistograms() && anyHistogram(newColumns);
    int size = newColumns.size();
    // Series that are scraped together share their times: comparing is cheaper than sliding.
    boolean rolled = newColumns.mayHoldRolled();
    if (rolled || size != knownSize || !Arrays.equals(times, 0, size, knownTimes, 0, size)) {
      knownTimes = Arrays.copyOf(times, size);
      knownSize = size;
      layout++;
      slide(size);
    }
  }

  /** Changes whenever the windows do. */
  int layout() {
    return layout;
  }

  private static boolean anyHistogram(SampleColumns columns) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.histogram(i) != null) {
        return true;
      }
    }
    return false;
  }

  private void slide(int size) {
    long before = rangeMillis + (edges == Expr.Edges.PLAIN ? 0 : lookbackMillis);
    long after = edges == Expr.Edges.SMOOTHED ? lookbackMillis : 0;
    int first = 0;
    int end = 0;
    for (int step = 0; step < ends.length; step++) {
      long start = ends[step] - before;
      long last = ends[step] + after;
      while (first < size && times[first] <= start) {
        first++;
      }
      end = Math.max(end, first);
      while (end < size && times[end] <= last) {
        end++;
      }
      from[step] = first;
      to[step] = end;
    }
  }

  /** The series. */
  public Labels labels() {
    return labels;
  }

  /** The metric's name, or empty. */
  String metricName() {
    return labels.valueOrEmpty(Labels.METRIC_NAME);
  }

  /** Whether the metric's name is to leave the final result. */
  public boolean nameDropped() {
    return nameDropped;
  }

  /** How many steps there are. */
  int steps() {
    return ends.length;
  }

  /** How the edges of the windows are treated. */
  Expr.Edges edges() {
    return edges;
  }

  /** First sample of a step's window. */
  public int from(int step) {
    return from[step];
  }

  /** After the last sample of a step's window. */
  public int to(int step) {
    return to[step];
  }

  /** Start of a step's range, excluded. */
  long rangeStart(int step) {
    return ends[step] - rangeMillis;
  }

  /** End of a step's range, included. */
  long rangeEnd(int step) {
    return ends[step];
  }

  /** Length of the range in seconds. */
  double rangeSeconds() {
    return rangeMillis / 1000.0;
  }

  /** The moment of a step's evaluation. */
  long evaluationTime(int step) {
    return grid.timeMillis(step);
  }

  /** How many samples the series has. */
  public int size() {
    return columns.size();
  }

  /** Times of the samples. */
  public long[] times() {
    return times;
  }

  /** Numbers of the samples. */
  public double[] values() {
    return values;
  }

  /** The histogram of a sample, or null. */
  public @Nullable NativeHistogram histogram(int index) {
    return mayHoldHistograms ? columns.histogram(index) : null;
  }

  /** Whether any sample of the series is a histogram. */
  boolean mayHoldHistograms() {
    return mayHoldHistograms;
  }

  /** How many samples those between two positions stand for. */
  long countOf(int first, int end) {
    if (!columns.mayHoldRolled()) {
      return end - first;
    }
    long count = 0;
    for (int i = first; i < end; i++) {
      count += columns.count(i);
    }
    return count;
  }

  /** Whether any sample may stand for others. */
  boolean mayHoldRolled() {
    return columns.mayHoldRolled();
  }

  /** How many samples a sample stands for. */
  long count(int index) {
    return columns.count(index);
  }

  /** What was lost in resets since the sample before; NaN where comparing tells. */
  double lost(int index) {
    return columns.lost(index);
  }

  /** Since when a sample counts, or 0. */
  long startMillis(int index) {
    return columns.startMillis(index);
  }

  /** How many samples between two positions are histograms. */
  int histogramsIn(int first, int end) {
    if (!mayHoldHistograms) {
      return 0;
    }
    int count = 0;
    for (int i = first; i < end; i++) {
      if (columns.histogram(i) != null) {
        count++;
      }
    }
    return count;
  }
}
