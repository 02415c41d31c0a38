package dev.steward.collector.host;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * Asks the C library's {@code statvfs(3)}, since Java's own file stores know no inodes. Safe for
 * any thread.
 *
 * <p>Layout: {@code struct statvfs} of 64-bit Linux, the same in glibc and musl up to the fields
 * that are read: eleven unsigned longs, of which block size, fragment size, blocks, free blocks,
 * available blocks, files and free files come first.
 */
final class StatVfs implements FileSystemSizes.Source {
  private static final long STRUCT_BYTES = 256;
  private static final int FRAGMENT_SIZE = 1;
  private static final int BLOCKS = 2;
  private static final int BLOCKS_FREE = 3;
  private static final int BLOCKS_AVAILABLE = 4;
  private static final int FILES = 5;
  private static final int FILES_FREE = 6;

  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final MethodHandle statvfs;

  /** Finds the function. */
  StatVfs() {
    Linker linker = Linker.nativeLinker();
    this.statvfs =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("statvfs"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS),
            Linker.Option.captureCallState("errno"));
  }

  @Override
  public FileSystemSizes measure(String path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CALL_STATE);
      MemorySegment result = arena.allocate(STRUCT_BYTES, Long.BYTES);
      int status = call(state, arena.allocateFrom(path), result);
      if (status != 0) {
        throw new IOException(path + ": statvfs failed with errno " + (int) ERRNO.get(state, 0L));
      }
      double fragment = field(result, FRAGMENT_SIZE);
      return new FileSystemSizes(
          field(result, BLOCKS) * fragment,
          field(result, BLOCKS_FREE) * fragment,
          field(result, BLOCKS_AVAILABLE) * fragment,
          field(result, FILES),
          field(result, FILES_FREE));
    }
  }

  private int call(MemorySegment state, MemorySegment path, MemorySegment result) {
    try {
      return (int) statvfs.invokeExact(state, path, result);
    } catch (Throwable e) {
      throw new IllegalStateException("statvfs cannot be called", e);
    }
  }

  private static double field(MemorySegment result, int index) {
    return result.getAtIndex(ValueLayout.JAVA_LONG, index);
  }
}
