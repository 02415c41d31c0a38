package dev.steward.formats.scrape;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One job of scrapes. Immutable and safe for any thread. Source: Prometheus, {@code scrape_config}.
 *
 * @param jobName the job, unique
 * @param intervalMillis from scrape to scrape
 * @param timeoutMillis how long a scrape may take; at most the interval
 * @param metricsPath path of the addresses
 * @param scheme http or https
 * @param params parameters of the addresses
 * @param honorLabels whether a target's own labels win over those of the job
 * @param honorTimestamps whether a target's own times are taken
 * @param staleTimestamps whether series with times of their own get staleness markers
 * @param protocols what is asked for, the preferred one first
 * @param fallback what a target speaks that does not say what; empty is an error
 * @param nativeHistograms whether native histograms are taken
 * @param classicHistograms whether classic ones are taken even beside native ones
 * @param limits what one scrape may bring
 * @param access how targets are talked to
 * @param staticGroups targets that the configuration names
 * @param files files that name targets
 * @param relabelRules what makes targets' labels
 * @param metricRelabelRules what rewrites the labels of samples
 */
public record ScrapeConfig(
    String jobName,
    long intervalMillis,
    long timeoutMillis,
    String metricsPath,
    String scheme,
    Map<String, List<String>> params,
    boolean honorLabels,
    boolean honorTimestamps,
    boolean staleTimestamps,
    List<ScrapeProtocol> protocols,
    Optional<ScrapeProtocol> fallback,
    boolean nativeHistograms,
    boolean classicHistograms,
    ScrapeLimits limits,
    HttpAccess access,
    List<TargetGroup> staticGroups,
    List<FileDiscovery> files,
    List<RelabelRule> relabelRules,
    List<RelabelRule> metricRelabelRules) {
  /** Copies. */
  public ScrapeConfig {
    params = Map.copyOf(params);
    protocols = List.copyOf(protocols);
    staticGroups = List.copyOf(staticGroups);
    files = List.copyOf(files);
    relabelRules = List.copyOf(relabelRules);
    metricRelabelRules = List.copyOf(metricRelabelRules);
  }
}
