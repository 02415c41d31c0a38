package dev.steward.collector.host;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/** The size of a page of memory on this machine. */
final class PageSize {
  private PageSize() {}

  /** Asks the C library's {@code getpagesize(2)}. */
  static long bytes() {
    Linker linker = Linker.nativeLinker();
    try {
      return (int)
          linker
              .downcallHandle(
                  linker.defaultLookup().findOrThrow("getpagesize"),
                  FunctionDescriptor.of(ValueLayout.JAVA_INT))
              .invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException("getpagesize cannot be called", e);
    }
  }
}
