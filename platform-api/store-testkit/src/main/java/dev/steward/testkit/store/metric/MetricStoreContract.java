package dev.steward.testkit.store.metric;

import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.MetricWindows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every {@link MetricStore} does. A store's test extends this and says how an empty store is
 * made; one that keeps data across restarts extends {@link DurableMetricStoreContract} instead.
 */
public abstract class MetricStoreContract
    implements AppendContract,
        OutOfOrderContract,
        OriginContract,
        HistogramContract,
        MetadataContract,
        SelectionContract,
        DeletionContract {
  private final List<MetricStore> opened = new ArrayList<>();
  private MetricStore store;

  /** For subclasses. */
  @SuppressWarnings("NullAway.Init") // the store is made before each test
  protected MetricStoreContract() {}

  /** Makes an empty store whose clock is {@link MetricStoreFixture#CLOCK}. */
  protected abstract MetricStore open(MetricWindows windows);

  @Override
  public final MetricStore store() {
    return store;
  }

  @Override
  public final MetricStore storeWith(MetricWindows windows) {
    MetricStore other = open(windows);
    opened.add(other);
    return other;
  }

  @Override
  public void settle() {}

  /** Replaces the store under test. */
  final void use(MetricStore other) {
    opened.remove(store);
    opened.add(other);
    store = other;
  }

  @BeforeEach
  final void openStore() {
    store = storeWith(MetricWindows.DEFAULT);
  }

  @AfterEach
  final void closeStores() {
    opened.forEach(MetricStore::close);
  }
}
