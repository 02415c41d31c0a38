package dev.steward.formats.scrape;

import dev.steward.formats.exposition.ExpositionFormat;
import dev.steward.formats.exposition.ExpositionParser;
import dev.steward.formats.exposition.ExpositionSink;
import dev.steward.formats.exposition.ExpositionSyntaxException;
import dev.steward.formats.exposition.OpenMetricsNumber;
import dev.steward.formats.exposition.ProtobufExposition;
import dev.steward.formats.protobuf.MalformedMessageException;
import dev.steward.formats.remotewrite.KeyedHash;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.SampleValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The scrapes of one target, one after the other: knows its series from scrape to scrape, so that
 * their labels are read and rewritten once, and says where a series ended. For one thread.
 *
 * @param <H> how the taker of the samples knows a series
 */
public final class ScrapeSession<H> {
  private static final String PROTOBUF = "application/vnd.google.protobuf";

  /** How many scrapes a series may be missing before its labels are forgotten. */
  private static final int FORGET_AFTER = 10;

  /**
   * What a scrape gave.
   *
   * @param scraped samples that the target exposed
   * @param kept samples that are left after relabelling
   * @param added series that were not there in the last scrapes
   */
  public record Counts(int scraped, int kept, int added) {
    /** Nothing. */
    public static final Counts NONE = new Counts(0, 0, 0);
  }

  private final class Series {
    private final @Nullable H handle;
    private int seen = -1;
    private boolean ended = true;

    Series(@Nullable H handle) {
      this.handle = handle;
    }
  }

  private record Hash(long high, long low) {}

  private final ScrapeConfig config;
  private final LabelMerge merge;
  private final KeyedHash.State hash;
  private final Map<Object, Series> known = new HashMap<>();
  private List<Series> live = new ArrayList<>();
  private int scrape;

  /** Starts without knowledge. */
  public ScrapeSession(ScrapeConfig config, Labels targetLabels, KeyedHash hash) {
    this.config = config;
    this.merge = new LabelMerge(config, targetLabels);
    this.hash = hash.start();
  }

  /**
   * Reads one scrape. Where it fails, what was handed over is to be forgotten, and {@link #end} to
   * be called.
   *
   * @param contentType what the target says of the body, or null
   */
  public Counts read(
      @Nullable String contentType,
      byte[] body,
      int length,
      long timestampMillis,
      SampleSink<H> sink)
      throws ScrapeException {
    scrape++;
    Reading reading = new Reading(timestampMillis, sink);
    try {
      switch (protocol(contentType)) {
        case PROTOBUF ->
            ProtobufExposition.read(
                body, length, config.nativeHistograms(), config.classicHistograms(), reading);
        case OPEN_METRICS_1_0, OPEN_METRICS_0_0_1 ->
            reading.text(
                new ExpositionParser(ExpositionFormat.OPEN_METRICS, body, 0, length), body);
        case TEXT_1_0, TEXT_0_0_4 ->
            reading.text(
                new ExpositionParser(ExpositionFormat.PROMETHEUS_TEXT, body, 0, length), body);
      }
    } catch (ExpositionSyntaxException | MalformedMessageException e) {
      throw new ScrapeException(String.valueOf(e.getMessage()), e);
    } catch (RefusedException e) {
      throw new ScrapeException(String.valueOf(e.cause.getMessage()), e.cause);
    }
    for (Series series : live) {
      if (series.seen != scrape) {
        end(series, timestampMillis, sink);
      }
    }
    live = reading.current;
    if (scrape % FORGET_AFTER == 0) {
      known.values().removeIf(series -> scrape - series.seen >= FORGET_AFTER);
    }
    return new Counts(reading.scraped, reading.kept, reading.added);
  }

  private ScrapeProtocol protocol(@Nullable String contentType) throws ScrapeException {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    return switch (type.toLowerCase(Locale.ROOT)) {
      case PROTOBUF -> ScrapeProtocol.PROTOBUF;
      case "application/openmetrics-text" -> ScrapeProtocol.OPEN_METRICS_1_0;
      case "text/plain" -> ScrapeProtocol.TEXT_0_0_4;
      default ->
          config
              .fallback()
              .orElseThrow(() ->
                  new ScrapeException(
                      "Content-Type: "
                          + contentType
                          + " (expected: a type that is known, or fallback_scrape_protocol)"));
    };
  }

  /** Says that every series of the target ended: it is gone, or could not be read. */
  public void end(long timestampMillis, SampleSink<H> sink) {
    live.forEach(series -> end(series, timestampMillis, sink));
    live = new ArrayList<>();
  }

  private void end(Series series, long timestampMillis, SampleSink<H> sink) {
    if (series.handle != null && !series.ended) {
      sink.sample(series.handle, timestampMillis, SampleValues.STALE, 0);
    }
    series.ended = true;
  }

  /** Carries a refusal through those who hear of an exposition. */
  private static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ScrapeException cause;

    RefusedException(ScrapeException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  /** One scrape under way. */
  private final class Reading implements ExpositionSink {
    private final long now;
    private final SampleSink<H> sink;
    private final List<Series> current = new ArrayList<>(live.size());
    private MetricMetadata family = new MetricMetadata("", MetricType.UNKNOWN, "", "");
    private int scraped;
    private int kept;
    private int added;

    Reading(long now, SampleSink<H> sink) {
      this.now = now;
      this.sink = sink;
    }

    void text(ExpositionParser parser, byte[] body) throws ScrapeException {
      for (ExpositionParser.Piece piece = parser.next();
          piece != ExpositionParser.Piece.END;
          piece = parser.next()) {
        switch (piece) {
          case TYPE -> describe(parser.family(), parser.type(), null, null);
          case HELP -> describe(parser.family(), null, parser.text(), null);
          case UNIT -> describe(parser.family(), null, null, parser.text());
          case SAMPLE -> textSample(parser, body);
          case END -> {}
        }
      }
      endFamily();
    }

    /** Takes what one line says of a family; several lines say one thing each. */
    private void describe(
        String name, @Nullable MetricType type, @Nullable String help, @Nullable String unit) {
      if (!name.equals(family.family())) {
        endFamily();
        family = new MetricMetadata(name, MetricType.UNKNOWN, "", "");
      }
      family =
          new MetricMetadata(
              name,
              type == null ? family.type() : type,
              help == null ? family.help() : help,
              unit == null ? family.unit() : unit);
    }

    private void endFamily() {
      if (!family.family().isEmpty()) {
        sink.family(family);
      }
    }

    private void textSample(ExpositionParser parser, byte[] body) throws ScrapeException {
      hash.reset(family.type().ordinal());
      hash.add(body, parser.seriesOffset(), parser.seriesLength());
      Hash key = new Hash(hash.high(), hash.low());
      Series series = known.get(key);
      if (series == null) {
        series = add(key, normal(parser.labels()));
      }
      long time = parser.timestampMillis();
      Exemplar exemplar = parser.exemplar();
      if (keep(series, time)) {
        H handle = Objects.requireNonNull(series.handle, "kept");
        sink.sample(handle, time(time), parser.value(), 0);
        if (exemplar != null) {
          exemplar(handle, exemplar, time);
        }
      }
    }

    /** Bounds and ranks as Prometheus 3 names them, so that both text formats give one series. */
    private Labels normal(Labels labels) {
      String label =
          switch (family.type()) {
            case HISTOGRAM, GAUGE_HISTOGRAM -> "le";
            case SUMMARY -> "quantile";
            case COUNTER, GAUGE, INFO, STATE_SET, UNKNOWN -> "";
          };
      String written = label.isEmpty() ? null : labels.value(label);
      return written == null ? labels : labels.with(label, OpenMetricsNumber.normal(written));
    }

    private Series add(Object key, Labels exposed) throws ScrapeException {
      Optional<Labels> labels = merge.of(exposed);
      Series series = new Series(labels.isEmpty() ? null : sink.series(labels.get()));
      known.put(key, series);
      return series;
    }

    /** Counts a sample of a series; whether it is kept. */
    private boolean keep(Series series, long timestamp) throws ScrapeException {
      scraped++;
      boolean isNew = series.seen < 0;
      series.seen = scrape;
      if (series.handle == null) {
        return false;
      }
      kept++;
      added += isNew ? 1 : 0;
      if (config.limits().samples() > 0 && kept > config.limits().samples()) {
        throw new ScrapeException(
            "sample_limit exceeded (expected: at most " + config.limits().samples() + ")");
      }
      boolean ownTime = config.honorTimestamps() && timestamp != ExpositionParser.NO_TIMESTAMP;
      series.ended = ownTime && !config.staleTimestamps();
      current.add(series);
      return true;
    }

    private long time(long timestamp) {
      return config.honorTimestamps() && timestamp != ExpositionParser.NO_TIMESTAMP
          ? timestamp
          : now;
    }

    private void exemplar(H handle, Exemplar exemplar, long sampleTime) {
      boolean timeless = exemplar.timestampMillis() == ExpositionParser.NO_TIMESTAMP;
      sink.exemplar(
          handle,
          timeless
              ? new Exemplar(exemplar.labels(), exemplar.value(), time(sampleTime))
              : exemplar);
    }

    @Override
    public void family(MetricMetadata metadata) {
      family = metadata;
      sink.family(metadata);
    }

    @Override
    public void sample(
        Labels labels, double value, long timestamp, long startMillis, List<Exemplar> exemplars) {
      H handle = handle(labels, timestamp);
      if (handle != null) {
        sink.sample(handle, time(timestamp), value, startMillis);
        exemplars.forEach(exemplar -> exemplar(handle, exemplar, timestamp));
      }
    }

    @Override
    public void histogram(
        Labels labels,
        NativeHistogram histogram,
        long timestamp,
        long startMillis,
        List<Exemplar> exemplars) {
      H handle = handle(labels, timestamp);
      if (handle != null) {
        sink.histogram(handle, time(timestamp), histogram, startMillis);
        exemplars.forEach(exemplar -> exemplar(handle, exemplar, timestamp));
      }
    }

    private @Nullable H handle(Labels labels, long timestamp) {
      try {
        Series series = known.get(labels);
        if (series == null) {
          series = add(labels, labels);
        }
        return keep(series, timestamp) ? series.handle : null;
      } catch (ScrapeException e) {
        throw new RefusedException(e);
      }
    }
  }
}
