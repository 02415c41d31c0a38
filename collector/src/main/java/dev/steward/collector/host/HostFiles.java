package dev.steward.collector.host;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a host's small files into one buffer that is used again and again. For one thread; what a
 * call gives is valid until the next.
 *
 * <p>Bound: 16 MiB a file.
 */
public final class HostFiles {
  private static final int MAX_BYTES = 16 << 20;

  private final String procfs;
  private final String sysfs;
  private final String rootfs;
  private final Fields fields = new Fields();
  private byte[] buffer = new byte[16_384];

  /** Files below these roots. */
  public HostFiles(HostRoots roots) {
    this.procfs = prefix(roots.procfs().toString());
    this.sysfs = prefix(roots.sysfs().toString());
    this.rootfs = prefix(roots.rootfs().toString());
  }

  private static String prefix(String root) {
    return root.endsWith("/") ? root : root + "/";
  }

  /** The path of a file in the proc file system. */
  public String procPath(String name) {
    return procfs + name;
  }

  /** The path of a file in the sys file system. */
  public String sysPath(String name) {
    return sysfs + name;
  }

  /** The path of a file of the host. */
  public String rootPath(String name) {
    return rootfs + (name.startsWith("/") ? name.substring(1) : name);
  }

  /**
   * The content of a file, to be read field by field.
   *
   * @throws NoSuchFileException if there is no such file
   * @throws IOException if it cannot be read or is too long
   */
  public Fields read(String path) throws IOException {
    int length = fill(path);
    return fields.over(buffer, length);
  }

  /** As {@link #read}, of a file in the proc file system. */
  Fields proc(String name) throws IOException {
    return read(procfs + name);
  }

  /**
   * The first line of a file without the space around it; null if it is not there or unreadable.
   */
  public @Nullable String line(String path) {
    try {
      return read(path).line().strip();
    } catch (IOException e) {
      return null;
    }
  }

  /** As {@link #line}, empty where there is none. */
  String lineOrEmpty(String path) {
    String line = line(path);
    return line == null ? "" : line;
  }

  /** The number that a file holds; NaN if it is not there, unreadable or no number. */
  public double number(String path) {
    try {
      Fields content = read(path);
      return content.isNumber() ? content.decimal() : Double.NaN;
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /** Names in a directory, sorted; empty if it is not there. */
  public static String[] names(String path) {
    String[] names = new File(path).list();
    if (names == null) {
      return new String[0];
    }
    Arrays.sort(names);
    return names;
  }

  private int fill(String path) throws IOException {
    try (FileInputStream in = new FileInputStream(path)) {
      int length = 0;
      while (true) {
        int count = in.read(buffer, length, buffer.length - length);
        if (count < 0) {
          return length;
        }
        length += count;
        if (length == buffer.length) {
          if (length >= MAX_BYTES) {
            throw new IOException(path + ": too long (expected: at most 16 MiB)");
          }
          buffer = Arrays.copyOf(buffer, length * 2);
        }
      }
    } catch (FileNotFoundException e) {
      if (!new File(path).exists()) {
        throw new NoSuchFileException(path);
      }
      throw e;
    }
  }
}
