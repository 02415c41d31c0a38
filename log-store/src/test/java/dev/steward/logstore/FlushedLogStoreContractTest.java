package dev.steward.logstore;

import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.LogStore;
import dev.steward.testkit.store.log.LogStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract with every batch in a part of its own, and small parts joined. */
final class FlushedLogStoreContractTest implements LogStoreContract {
  @TempDir private Path directory;
  private LogStoreEngine engine;
  private int batches;

  @BeforeEach
  void open() throws IOException {
    engine = LogStoreEngine.open(directory, LogStoreOptions.defaults(), Clock.systemUTC());
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
  public AppendReceipt put(LogBatch batch) {
    AppendReceipt receipt = LogStoreContract.super.put(batch);
    engine.flush();
    if (++batches % 10 == 0) {
      engine.maintain();
    }
    return receipt;
  }
}
