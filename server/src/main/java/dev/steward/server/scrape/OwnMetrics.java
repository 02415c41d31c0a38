package dev.steward.server.scrape;

import dev.steward.formats.remotewrite.KeyedHash;
import dev.steward.formats.scrape.ScrapeConfigException;
import dev.steward.formats.scrape.ScrapeConfigReader;
import dev.steward.formats.scrape.ScrapeException;
import dev.steward.formats.scrape.ScrapeSession;
import dev.steward.server.settings.ServerSettings;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.SeriesHandle;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps the server's own metrics in its store, as job {@code steward-server}, so that rules can
 * watch the server too. Safe for any thread.
 */
@Component
final class OwnMetrics implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(OwnMetrics.class);
  private static final String JOB = "steward-server";
  private static final long INTERVAL_MILLIS = 15_000;

  private final boolean wanted;
  private final PrometheusRegistry registry;
  private final MetricStore store;
  private final Clock clock;
  private final ScrapeSession<SeriesHandle> session;
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  /** Guarded by this. */
  private @Nullable Thread thread;

  OwnMetrics(ServerSettings settings, PrometheusRegistry registry, MetricStore store, Clock clock)
      throws ScrapeConfigException {
    this.wanted = settings.alerting().ownMetrics();
    this.registry = registry;
    this.store = store;
    this.clock = clock;
    this.session =
        new ScrapeSession<>(
            ScrapeConfigReader.read(null, List.of(Map.of("job_name", JOB))).getFirst(),
            Labels.of("job", JOB, "instance", settings.http().listen().toString()),
            new KeyedHash(new SecureRandom()));
  }

  /** Stores the metrics as they are now. */
  void store() throws IOException, ScrapeException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    writer.write(text, registry.scrape());
    byte[] body = text.toByteArray();
    BatchSink sink = new BatchSink(store);
    session.read(writer.getContentType(), body, body.length, clock.millis(), sink);
    store
        .append(sink.batch())
        .whenComplete((receipt, failure) -> {
          if (failure != null) {
            LOG.warn("The server's own metrics could not be stored", failure);
          }
        });
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(INTERVAL_MILLIS);
        try {
          store();
        } catch (IOException | ScrapeException | RuntimeException e) {
          LOG.error("The server's own metrics could not be read", e);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Own metrics are stored no more");
    }
  }

  @Override
  public synchronized void start() {
    if (wanted) {
      thread = Thread.ofVirtual().name("own-metrics").start(this::run);
    }
  }

  @Override
  public synchronized void stop() {
    if (thread != null) {
      thread.interrupt();
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
