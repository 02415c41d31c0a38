package dev.steward.logstore;

import dev.steward.spi.store.LogStore;
import dev.steward.testkit.store.log.DurableLogStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class LogStoreEngineContractTest implements DurableLogStoreContract {
  @TempDir private Path directory;
  private LogStoreEngine engine;

  @BeforeEach
  void open() throws IOException {
    engine =
        LogStoreEngine.open(
            directory, LogStoreOptions.defaults().withMemoryBytes(256 << 10), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Override
  public LogStore store() {
    return engine;
  }

  @Override
  public void reopen() {
    engine.close();
    try {
      open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void disturb(Random random) {
    switch (random.nextInt(4)) {
      case 0 -> engine.flush();
      case 1 -> reopen();
      case 2 -> engine.maintain();
      default -> {
        // What is in memory stays there.
      }
    }
  }
}
