package dev.steward.testkit.store.log;

import dev.steward.spi.store.LogStore;
import org.junit.jupiter.api.AfterEach;

final class InMemoryLogStoreTest implements LogStoreContract {
  private final InMemoryLogStore store = new InMemoryLogStore();

  @Override
  public LogStore store() {
    return store;
  }

  @AfterEach
  void close() {
    store.close();
  }
}
