package dev.steward.logstore.block;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the table of blocks and the index keep of a block.
 *
 * @param lines how many lines
 * @param runs its runs, in order
 * @param templates numbers of the templates that its lines have, in the part's dictionary
 * @param levels the distinct levels; null is having none
 */
public record BlockSummary(
    int lines, List<Run> runs, List<Integer> templates, List<@Nullable String> levels) {
  /**
   * Lines of one stream in order of time.
   *
   * @param stream number of the stream in the part
   * @param lines how many
   * @param first time of the first, nanoseconds since the Unix epoch
   * @param last time of the last
   * @param bytes bytes of the lines
   */
  public record Run(int stream, int lines, long first, long last, long bytes) {}

  /** Copies the lists. */
  public BlockSummary {
    runs = List.copyOf(runs);
    templates = List.copyOf(templates);
  }

  static BlockSummary of(BlockLines lines, List<Integer> templates, List<@Nullable String> levels) {
    List<Run> runs = new ArrayList<>(lines.runs());
    for (int run = 0; run < lines.runs(); run++) {
      int from = lines.runStart(run);
      int end = lines.runEnd(run);
      runs.add(
          new Run(
              lines.runStream(run),
              end - from,
              lines.time(from),
              lines.time(end - 1),
              lines.runBytes(run)));
    }
    return new BlockSummary(lines.lines(), runs, templates, levels);
  }

  /** Time of the earliest line. */
  public long first() {
    return runs.stream().mapToLong(Run::first).min().orElseThrow();
  }

  /** Time of the latest line. */
  public long last() {
    return runs.stream().mapToLong(Run::last).max().orElseThrow();
  }
}
