package dev.steward.logstore.memory;

/** Sorts numbers of entries by their times; equal times keep their order. A merge sort. */
public final class StableOrder {
  private StableOrder() {}

  /** Sorts {@code order} so that {@code times[order[i]]} rises. */
  public static void sort(int[] order, long[] times) {
    sort(order, order.clone(), 0, order.length, times);
  }

  private static void sort(int[] to, int[] from, int start, int end, long[] times) {
    if (end - start < 2) {
      return;
    }
    int middle = (start + end) >>> 1;
    sort(from, to, start, middle, times);
    sort(from, to, middle, end, times);
    int left = start;
    int right = middle;
    for (int at = start; at < end; at++) {
      boolean takeLeft = right == end || (left < middle && times[from[left]] <= times[from[right]]);
      to[at] = takeLeft ? from[left++] : from[right++];
    }
  }
}
