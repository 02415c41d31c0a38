package dev.steward.logstore.part;

import dev.steward.logstore.template.Template;

/**
 * The tables of a part, in memory. Safe for any thread; the arrays are never to be written.
 *
 * @param dictionary templates by number
 * @param streamIds for each stream of the part its number in the registry
 * @param table the blocks
 * @param shapes which blocks have which templates
 * @param countsAt for each block where its counts start in the file
 * @param streamLines for each stream of the part how many lines it has
 * @param streamBytes for each stream of the part the bytes of its lines
 */
public record PartContents(
    Template[] dictionary,
    int[] streamIds,
    BlockTable table,
    PartShapes shapes,
    long[] countsAt,
    int[] streamLines,
    long[] streamBytes) {
  static PartContents of(
      Template[] dictionary,
      int[] streamIds,
      BlockTable table,
      PartShapes shapes,
      long[] countsAt) {
    int[] lines = new int[streamIds.length];
    long[] bytes = new long[streamIds.length];
    for (int run = 0; run < table.runs(); run++) {
      lines[table.stream(run)] += table.lines(run);
      bytes[table.stream(run)] += table.bytes(run);
    }
    return new PartContents(dictionary, streamIds, table, shapes, countsAt, lines, bytes);
  }

  /** The number of a template in the part, or -1. */
  public int number(Template template) {
    return shapes.number(template, dictionary);
  }

  /** Memory that this takes, roughly; templates are shared. */
  public long heapBytes() {
    return 8L * dictionary.length
        + 16L * streamIds.length
        + table.heapBytes()
        + shapes.heapBytes()
        + 8L * countsAt.length;
  }

  /** Bytes of a block's lines. */
  public long bytes(int block) {
    long bytes = 0;
    for (int run = table.firstRun(block); run < table.endRun(block); run++) {
      bytes += table.bytes(run);
    }
    return bytes;
  }
}
