package dev.steward.metricstore.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Files on a disk that fails when it is told to, after writing a part of what it was given. */
public final class FailingDisk implements LogFile.Factory {
  private final BooleanSupplier fails;

  /** A disk that asks before each operation whether to fail. */
  public FailingDisk(BooleanSupplier fails) {
    this.fails = fails;
  }

  @Override
  public LogFile create(Path path) throws IOException {
    failNowAndThen();
    return new Failing(LogFile.DISK.create(path));
  }

  private void failNowAndThen() throws IOException {
    if (fails.getAsBoolean()) {
      throw new IOException("No space left on device");
    }
  }

  private final class Failing implements LogFile {
    private final LogFile file;

    Failing(LogFile file) {
      this.file = file;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      if (fails.getAsBoolean()) {
        bytes.limit(bytes.position() + bytes.remaining() / 2);
        file.write(bytes, position);
        throw new IOException("No space left on device");
      }
      file.write(bytes, position);
    }

    @Override
    public void force() throws IOException {
      failNowAndThen();
      file.force();
    }

    @Override
    public void truncate(long size) throws IOException {
      failNowAndThen();
      file.truncate(size);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
