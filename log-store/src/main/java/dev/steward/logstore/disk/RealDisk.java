package dev.steward.logstore.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The machine's disk. */
final class RealDisk implements Disk {
  /**
   * What is handed to the system at once: it copies heap bytes into a native buffer that it keeps.
   */
  private static final int PIECE = 128 << 10;

  @Override
  public DiskFile create(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new RealFile(channel);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public Space space(Path path) throws IOException {
    FileStore store = Files.getFileStore(path);
    return new Space(store.getUsableSpace(), store.getTotalSpace());
  }

  private record RealFile(FileChannel channel) implements DiskFile {
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int end = offset + length;
      for (int at = offset; at < end; at += PIECE) {
        ByteBuffer piece = ByteBuffer.wrap(bytes, at, Math.min(PIECE, end - at));
        while (piece.hasRemaining()) {
          channel.write(piece);
        }
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
      channel.position(size);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
