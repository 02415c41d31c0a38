package dev.steward.collector.queue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A disk that fails on request: writes stop half-way, forcing fails, and a power cut takes what was
 * not forced, or leaves a part of it, garbled.
 */
final class FaultyFiles implements QueueFiles {
  private final RandomGenerator random;
  private final Map<Path, Long> forcedBytes = new HashMap<>();
  private double failureRate;

  FaultyFiles(RandomGenerator random) {
    this.random = random;
  }

  /** Sets how often an operation fails from now on, 0 to 1. */
  void failureRate(double rate) {
    failureRate = rate;
  }

  private void mayFail(String what) throws IOException {
    if (random.nextDouble() < failureRate) {
      throw new IOException("injected: " + what);
    }
  }

  /** Takes from each file what was never forced. */
  void cutPower() throws IOException {
    for (Map.Entry<Path, Long> entry : forcedBytes.entrySet()) {
      if (!Files.exists(entry.getKey())) {
        continue;
      }
      try (RandomAccessFile file = new RandomAccessFile(entry.getKey().toFile(), "rw")) {
        long forced = entry.getValue();
        long tail = file.length() - forced;
        if (tail > 0) {
          file.setLength(forced + random.nextLong(tail + 1));
          garble(file, forced);
        }
      }
    }
    forcedBytes.clear();
  }

  private void garble(RandomAccessFile file, long from) throws IOException {
    if (file.length() > from && random.nextBoolean()) {
      file.seek(random.nextLong(from, file.length()));
      file.write(random.nextInt());
    }
  }

  @Override
  public Appender create(Path file) throws IOException {
    mayFail("create");
    Appender disk = DISK.create(file);
    forcedBytes.put(file, 0L);
    return new FaultyAppender(disk, file);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    mayFail("move");
    DISK.move(from, to);
    Long forced = forcedBytes.remove(from);
    if (forced != null) {
      forcedBytes.put(to, forced);
    }
  }

  @Override
  public void truncate(Path file, long length) throws IOException {
    mayFail("truncate");
    DISK.truncate(file, length);
  }

  @Override
  public void force(Path file) throws IOException {
    mayFail("force");
    forcedBytes.put(file, Files.size(file));
  }

  @Override
  public void delete(Path file) throws IOException {
    DISK.delete(file);
    forcedBytes.remove(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    mayFail("forceDirectory");
  }

  private final class FaultyAppender implements Appender {
    private final Appender disk;
    private Path file;
    private long written;

    FaultyAppender(Appender disk, Path file) {
      this.disk = disk;
      this.file = file;
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
      if (random.nextDouble() < failureRate) {
        ByteBuffer part = bytes.duplicate();
        disk.append(part.limit(part.position() + random.nextInt(part.remaining() + 1)));
        throw new IOException("injected: append");
      }
      written += bytes.remaining();
      disk.append(bytes);
    }

    @Override
    public void force() throws IOException {
      mayFail("force");
      if (!forcedBytes.containsKey(file)) {
        // It has got its final name since.
        String name = file.getFileName().toString();
        file = file.resolveSibling(name.substring(0, name.length() - ".tmp".length()));
      }
      forcedBytes.put(file, written);
    }

    @Override
    public void close() throws IOException {
      disk.close();
    }
  }
}
