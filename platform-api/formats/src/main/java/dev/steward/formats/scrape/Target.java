package dev.steward.formats.scrape;

import dev.steward.spi.model.Labels;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something to scrape. Two targets with equal addresses and labels are one.
 *
 * @param discovered labels before relabelling
 * @param labels labels that its samples carry
 * @param url its address
 * @param intervalMillis from scrape to scrape
 * @param timeoutMillis how long a scrape may take
 */
public record Target(
    Labels discovered, Labels labels, String url, long intervalMillis, long timeoutMillis) {
  private static final String ADDRESS = "__address__";
  private static final String SCHEME = "__scheme__";
  private static final String PATH = "__metrics_path__";
  private static final String INTERVAL = "__scrape_interval__";
  private static final String TIMEOUT = "__scrape_timeout__";
  private static final String PARAMETER = "__param_";

  /** What becomes of one discovered address. */
  public sealed interface Outcome {
    /** It is scraped. */
    record Kept(Target target) implements Outcome {}

    /** A rule dropped it. */
    record Dropped(Labels discovered) implements Outcome {}

    /** It cannot be scraped. */
    record Invalid(Labels discovered, String problem) implements Outcome {}
  }

  /** Makes the target of an address: adds the job's labels, relabels, and checks what is left. */
  public static Outcome of(ScrapeConfig config, Map<String, String> discoveredLabels) {
    LabelSet labels = new LabelSet();
    discoveredLabels.forEach(labels::set);
    labels.setIfMissing("job", config.jobName());
    labels.setIfMissing(SCHEME, config.scheme());
    labels.setIfMissing(PATH, config.metricsPath());
    labels.setIfMissing(INTERVAL, ConfigUnits.duration(config.intervalMillis()));
    labels.setIfMissing(TIMEOUT, ConfigUnits.duration(config.timeoutMillis()));
    config
        .params()
        .forEach((name, values) -> {
          if (!values.isEmpty()) {
            labels.setIfMissing(PARAMETER + name, values.getFirst());
          }
        });
    Labels before = labels.labels();
    if (!RelabelRule.applyAll(config.relabelRules(), labels)) {
      return new Outcome.Dropped(before);
    }
    if (labels.get(ADDRESS).isEmpty()) {
      return new Outcome.Invalid(before, "no address (expected: the label " + ADDRESS + ")");
    }
    Optional<Long> interval = ConfigUnits.millis(labels.get(INTERVAL)).filter(ms -> ms > 0);
    Optional<Long> timeout = ConfigUnits.millis(labels.get(TIMEOUT)).filter(ms -> ms > 0);
    if (interval.isEmpty() || timeout.isEmpty() || timeout.get() > interval.get()) {
      return new Outcome.Invalid(
          before, "interval and timeout (expected: positive, the timeout not the longer)");
    }
    String url = url(config, labels);
    labels.setIfMissing("instance", labels.get(ADDRESS));
    labels.forEach((name, value) -> {
      if (name.startsWith("__")) {
        labels.set(name, "");
      }
    });
    return new Outcome.Kept(
        new Target(before, labels.labels(), url, interval.get(), timeout.get()));
  }

  private static String url(ScrapeConfig config, LabelSet labels) {
    Map<String, List<String>> parameters = new TreeMap<>(config.params());
    labels.forEach((name, value) -> {
      if (name.startsWith(PARAMETER)) {
        parameters.merge(
            name.substring(PARAMETER.length()), List.of(value), Target::withFirstReplaced);
      }
    });
    StringBuilder url =
        new StringBuilder(labels.get(SCHEME)).append("://").append(labels.get(ADDRESS));
    String path = labels.get(PATH);
    url.append(path.startsWith("/") ? "" : "/").append(path);
    char separator = path.indexOf('?') < 0 ? '?' : '&';
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      for (String value : parameter.getValue()) {
        url.append(separator).append(encoded(parameter.getKey()));
        url.append('=').append(encoded(value));
        separator = '&';
      }
    }
    return url.toString();
  }

  private static List<String> withFirstReplaced(List<String> values, List<String> first) {
    List<String> replaced = new ArrayList<>(values);
    replaced.set(0, first.getFirst());
    return replaced;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
