package dev.steward.logstore.part;

import dev.steward.logstore.block.BlockSummary;
import dev.steward.logstore.block.BlockSummary.Run;
import dev.steward.logstore.block.CountsSection;
import dev.steward.logstore.bytes.ByteSink;
import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.CorruptDataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the blocks of a part are and which runs they hold. Arrays rather than objects, because a
 * fleet has very many runs. Never to be written once read; safe for any thread then.
 */
public final class BlockTable {
  /** Where a block's shapes start in the file; its payload follows them. */
  final long[] shapesAt;

  final int[] shapesLength;
  final int[] payloadLength;
  final int[] countsLength;

  /** Checksums: of shapes, payload and counts, for one block after another. */
  final int[] checksums;

  /** For each block the number of its first run in the part; one more at the end. */
  final int[] firstRun;

  final int[] runStream;
  final int[] runLines;
  final long[] runFirst;
  final long[] runLast;
  final long[] runBytes;

  private BlockTable(int blocks, int runs) {
    shapesAt = new long[blocks];
    shapesLength = new int[blocks];
    payloadLength = new int[blocks];
    countsLength = new int[blocks];
    checksums = new int[3 * blocks];
    firstRun = new int[blocks + 1];
    runStream = new int[runs];
    runLines = new int[runs];
    runFirst = new long[runs];
    runLast = new long[runs];
    runBytes = new long[runs];
  }

  /** How many blocks there are. */
  public int blocks() {
    return shapesAt.length;
  }

  /** How many runs there are in all blocks. */
  public int runs() {
    return runStream.length;
  }

  /** Number of a block's first run. */
  public int firstRun(int block) {
    return firstRun[block];
  }

  /** Number of the run after a block's last. */
  public int endRun(int block) {
    return firstRun[block + 1];
  }

  /** Number of a run's stream in the part. */
  public int stream(int run) {
    return runStream[run];
  }

  /** How many lines a run has. */
  public int lines(int run) {
    return runLines[run];
  }

  /** Time of a run's first line. */
  public long first(int run) {
    return runFirst[run];
  }

  /** Time of a run's last line. */
  public long last(int run) {
    return runLast[run];
  }

  /** Bytes of a run's lines. */
  public long bytes(int run) {
    return runBytes[run];
  }

  /** The runs of a block, as its counts are read with them. */
  CountsSection.Runs runsOf(int block) {
    return new CountsSection.Runs(runLines, runFirst, firstRun[block], firstRun[block + 1]);
  }

  /** Memory that the table takes. */
  long heapBytes() {
    return 40L * blocks() + 32L * runs();
  }

  /** What an index must know of a block. */
  BlockSummary summary(int block, List<Integer> templates, List<@Nullable String> levels) {
    List<Run> runs = new ArrayList<>();
    int blockLines = 0;
    for (int run = firstRun[block]; run < firstRun[block + 1]; run++) {
      runs.add(new Run(runStream[run], runLines[run], runFirst[run], runLast[run], runBytes[run]));
      blockLines += runLines[run];
    }
    return new BlockSummary(blockLines, runs, templates, levels);
  }

  static void write(List<BlockSummary> blocks, int[] lengths, int[] checksums, ByteSink to) {
    to.writeVarint(blocks.size());
    to.writeVarint(blocks.stream().mapToInt(block -> block.runs().size()).sum());
    long time = 0;
    int stream = 0;
    for (int i = 0; i < blocks.size(); i++) {
      for (int k = 3 * i; k < 3 * i + 3; k++) {
        to.writeVarint(lengths[k]);
        to.writeInt(checksums[k]);
      }
      List<Run> runs = blocks.get(i).runs();
      to.writeVarint(runs.size());
      for (Run run : runs) {
        to.writeSignedVarint(run.stream() - stream);
        to.writeVarint(run.lines());
        to.writeVarint(run.bytes());
        to.writeSignedVarint(run.first() - time);
        to.writeVarint(run.last() - run.first());
        stream = run.stream();
        time = run.first();
      }
    }
  }

  static BlockTable read(ByteSource from, long firstBlockAt, int streams)
      throws CorruptDataException {
    int blocks = from.readCount();
    BlockTable table = new BlockTable(blocks, from.readCount());
    long at = firstBlockAt;
    int run = 0;
    long[] state = {0, 0};
    for (int i = 0; i < blocks; i++) {
      table.shapesAt[i] = at;
      table.shapesLength[i] = readLength(from, table, 3 * i);
      table.payloadLength[i] = readLength(from, table, 3 * i + 1);
      table.countsLength[i] = readLength(from, table, 3 * i + 2);
      at += table.shapesLength[i] + (long) table.payloadLength[i];
      table.firstRun[i] = run;
      for (int left = from.readCount(table.runs() - run); left > 0; left--) {
        table.readRun(from, run++, streams, state);
      }
    }
    Arrays.fill(table.firstRun, blocks, blocks + 1, run);
    if (run != table.runs()) {
      throw new CorruptDataException("runs: " + run + " (expected: " + table.runs() + ")");
    }
    return table;
  }

  private static int readLength(ByteSource from, BlockTable table, int index)
      throws CorruptDataException {
    int length = from.readCount(Integer.MAX_VALUE);
    table.checksums[index] = from.readInt();
    return length;
  }

  private void readRun(ByteSource from, int run, int streams, long[] state)
      throws CorruptDataException {
    state[0] += from.readSignedVarint();
    if (state[0] < 0 || state[0] >= streams) {
      throw new CorruptDataException("stream: " + state[0] + " (expected: below " + streams + ")");
    }
    runStream[run] = (int) state[0];
    runLines[run] = from.readCount(1 << 20);
    runBytes[run] = from.readVarint();
    state[1] += from.readSignedVarint();
    runFirst[run] = state[1];
    runLast[run] = state[1] + from.readVarint();
  }
}
