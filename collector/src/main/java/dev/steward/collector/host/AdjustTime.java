package dev.steward.collector.host;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Asks the C library's {@code adjtimex(2)} without changing anything.
 *
 * <p>Layout: {@code struct timex} of 64-bit Linux, with fields of 4 bytes padded to 8.
 */
final class AdjustTime implements ClockDiscipline.Source {
  private static final long STRUCT_BYTES = 256;
  private static final int TIME_ERROR = 5;

  private final MethodHandle adjtimex;

  /** Finds the function. */
  AdjustTime() {
    Linker linker = Linker.nativeLinker();
    this.adjtimex =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("adjtimex"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }

  @Override
  public ClockDiscipline read() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment timex = arena.allocate(STRUCT_BYTES, Long.BYTES);
      int state = call(timex);
      if (state < 0) {
        throw new IOException("adjtimex was refused");
      }
      return new ClockDiscipline(
          state != TIME_ERROR,
          timex.get(ValueLayout.JAVA_LONG, 8),
          timex.get(ValueLayout.JAVA_LONG, 16),
          timex.get(ValueLayout.JAVA_LONG, 24),
          timex.get(ValueLayout.JAVA_LONG, 32),
          timex.get(ValueLayout.JAVA_INT, 40),
          timex.get(ValueLayout.JAVA_LONG, 48),
          timex.get(ValueLayout.JAVA_LONG, 88),
          timex.get(ValueLayout.JAVA_LONG, 96),
          timex.get(ValueLayout.JAVA_LONG, 104),
          timex.get(ValueLayout.JAVA_INT, 112),
          timex.get(ValueLayout.JAVA_LONG, 120),
          timex.get(ValueLayout.JAVA_LONG, 128),
          timex.get(ValueLayout.JAVA_LONG, 136),
          timex.get(ValueLayout.JAVA_LONG, 144),
          timex.get(ValueLayout.JAVA_LONG, 152),
          timex.get(ValueLayout.JAVA_INT, 160));
    }
  }

  private int call(MemorySegment timex) {
    try {
      return (int) adjtimex.invokeExact(timex);
    } catch (Throwable e) {
      throw new IllegalStateException("adjtimex cannot be called", e);
    }
  }
}
