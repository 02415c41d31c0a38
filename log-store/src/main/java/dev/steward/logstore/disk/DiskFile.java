package dev.steward.logstore.disk;

import java.io.Closeable;
import java.io.IOException;

/** A file that is written from its start to its end. For one thread. */
public interface DiskFile extends Closeable {
  /** Appends bytes. After a failure the file may hold a part of them. */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Makes what was written durable. */
  void force() throws IOException;

  /** Cuts the file down to this size; what is written next comes there. */
  void truncate(long size) throws IOException;
}
