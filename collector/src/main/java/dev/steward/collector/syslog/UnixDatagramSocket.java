package dev.steward.collector.syslog;

import java.io.Closeable;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A datagram socket with a path, which Java does not have: through the C library. One thread
 * receives; any thread may close, which {@link #receive} notices within a second.
 *
 * <p>Constants and {@code struct sockaddr_un} are those of Linux.
 */
final class UnixDatagramSocket implements Closeable {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_RCVTIMEO = 20;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int MAX_PATH_BYTES = 107;
  private static final int ADDRESS_BYTES = 110;
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
  private static final int MAX_DATAGRAM_BYTES = 256 << 10;

  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final Arena arena = Arena.ofShared();
  private final MemorySegment state = arena.allocate(CALL_STATE);
  private final MemorySegment buffer = arena.allocate(MAX_DATAGRAM_BYTES);
  private final MethodHandle receive;
  private final MethodHandle close;
  private final Path path;
  private final int descriptor;
  private volatile boolean closed;

  private UnixDatagramSocket(Path path) throws IOException {
    this.path = path;
    this.receive =
        function(
            "recv",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
    this.close =
        function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    this.descriptor = open();
  }

  /** Makes a socket at a path, in place of one that nobody listens at any more. */
  static UnixDatagramSocket bind(Path path) throws IOException {
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    if (name.length > MAX_PATH_BYTES) {
      throw new IOException(
          path + ": " + name.length + " bytes (expected: " + MAX_PATH_BYTES + " at most)");
    }
    UnixDatagramSocket socket = new UnixDatagramSocket(path);
    try {
      socket.bind(name);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), type, Linker.Option.captureCallState("errno"));
  }

  private int open() throws IOException {
    MethodHandle function =
        function(
            "socket",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT));
    try {
      return (int) checked((int) function.invokeExact(state, AF_UNIX, SOCK_DGRAM_CLOEXEC, 0));
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("socket cannot be called", e);
    }
  }

  private void bind(byte[] name) throws IOException {
    setOption(SO_RCVBUF, arena.allocateFrom(ValueLayout.JAVA_INT, RECEIVE_BUFFER_BYTES));
    setOption(SO_RCVTIMEO, arena.allocateFrom(ValueLayout.JAVA_LONG, 1L, 0L));
    Files.deleteIfExists(path);
    MemorySegment address = arena.allocate(ADDRESS_BYTES, Short.BYTES);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, name.length);
    MethodHandle function =
        function(
            "bind",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try {
      long _ = checked((int) function.invokeExact(state, descriptor, address, ADDRESS_BYTES));
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("bind cannot be called", e);
    }
    // Whoever is on the host may log, as at the system's own socket.
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
  }

  private void setOption(int option, MemorySegment value) throws IOException {
    MethodHandle function =
        function(
            "setsockopt",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try {
      long _ =
          checked(
              (int)
                  function.invokeExact(
                      state, descriptor, SOL_SOCKET, option, value, (int) value.byteSize()));
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("setsockopt cannot be called", e);
    }
  }

  private long checked(long result) throws IOException {
    if (result < 0) {
      throw new IOException(path + ": the system refuses, errno " + (int) ERRNO.get(state, 0L));
    }
    return result;
  }

  /**
   * Waits for a datagram and copies it.
   *
   * @return its length; -1 if the socket is closed
   */
  int receive(byte[] target) throws IOException {
    while (!closed) {
      long count;
      try {
        count = (long) receive.invokeExact(state, descriptor, buffer, (long) MAX_DATAGRAM_BYTES, 0);
      } catch (Throwable e) {
        throw new IllegalStateException("recv cannot be called", e);
      }
      if (count >= 0) {
        int length = (int) Math.min(count, target.length);
        MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, target, 0, length);
        return length;
      }
      int error = (int) ERRNO.get(state, 0L);
      if (error != EAGAIN && error != EINTR) {
        throw new IOException(path + ": cannot be read, errno " + error);
      }
    }
    return -1;
  }

  /** Ends {@link #receive}; {@link #close} frees what is left, once nobody receives. */
  void stop() {
    closed = true;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    try {
      int _ = (int) close.invokeExact(state, descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException("close cannot be called", e);
    }
    arena.close();
    Files.deleteIfExists(path);
  }
}
