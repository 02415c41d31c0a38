package dev.steward.logstore;

import dev.steward.logstore.disk.Disk;
import dev.steward.logstore.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;

/** A disk that can be full, or said to be nearly so. */
final class FaultyDisk implements Disk {
  private final Disk real = Disk.real();
  private volatile boolean full;
  private volatile Space space = new Space(50, 100);

  void full(boolean now) {
    full = now;
  }

  void space(long free, long total) {
    space = new Space(free, total);
  }

  private void check() throws IOException {
    if (full) {
      throw new IOException("No space left on device");
    }
  }

  @Override
  public DiskFile create(Path path) throws IOException {
    check();
    return new FaultyFile(real.create(path));
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    real.forceDirectory(directory);
  }

  @Override
  public Space space(Path path) {
    return space;
  }

  /** Writes half of what it should when the disk is full, as real ones do. */
  private final class FaultyFile implements DiskFile {
    private final DiskFile file;

    FaultyFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (full) {
        file.write(bytes, offset, length / 2);
      }
      check();
      file.write(bytes, offset, length);
    }

    @Override
    public void force() throws IOException {
      check();
      file.force();
    }

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
