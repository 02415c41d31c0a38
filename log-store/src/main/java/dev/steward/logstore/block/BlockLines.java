package dev.steward.logstore.block;

import java.util.Arrays;

/**
 * The lines of a block before they are encoded, by run: a run is lines of one stream in order of
 * time. For one thread; used again after {@link #clear}.
 */
final class BlockLines {
  private int lines;
  private long[] times = new long[1024];
  private int[] templates = new int[1024];

  /** For each line the array that holds its metadata, and where in it; -1 for none. */
  private byte[][] metadataArrays = new byte[1024][];

  private int[] metadataAt = new int[1024];

  private int runs;
  private int[] runStreams = new int[64];
  private int[] runEnds = new int[64];
  private long[] runBytes = new long[64];

  int lines() {
    return lines;
  }

  long time(int line) {
    return times[line];
  }

  long[] times() {
    return times;
  }

  int template(int line) {
    return templates[line];
  }

  byte[] metadataArray(int line) {
    return metadataArrays[line];
  }

  /** Where in its array a line's metadata stands; -1 for none. */
  int metadataAt(int line) {
    return metadataAt[line];
  }

  int runs() {
    return runs;
  }

  int runStream(int run) {
    return runStreams[run];
  }

  int runStart(int run) {
    return run == 0 ? 0 : runEnds[run - 1];
  }

  int runEnd(int run) {
    return runEnds[run];
  }

  long runBytes(int run) {
    return runBytes[run];
  }

  void add(
      int stream, long time, int template, byte[] metadataArray, int lineMetadataAt, int bytes) {
    if (runs == 0 || runStreams[runs - 1] != stream) {
      startRun(stream);
    }
    if (lines == times.length) {
      times = Arrays.copyOf(times, lines * 2);
      templates = Arrays.copyOf(templates, lines * 2);
      metadataArrays = Arrays.copyOf(metadataArrays, lines * 2);
      metadataAt = Arrays.copyOf(metadataAt, lines * 2);
    }
    times[lines] = time;
    templates[lines] = template;
    metadataArrays[lines] = metadataArray;
    metadataAt[lines] = lineMetadataAt;
    lines++;
    runEnds[runs - 1] = lines;
    runBytes[runs - 1] += bytes;
  }

  private void startRun(int stream) {
    if (runs == runStreams.length) {
      runStreams = Arrays.copyOf(runStreams, runs * 2);
      runEnds = Arrays.copyOf(runEnds, runs * 2);
      runBytes = Arrays.copyOf(runBytes, runs * 2);
    }
    runStreams[runs] = stream;
    runBytes[runs] = 0;
    runs++;
  }

  void clear() {
    lines = 0;
    runs = 0;
  }
}
