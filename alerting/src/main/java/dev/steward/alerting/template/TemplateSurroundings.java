package dev.steward.alerting.template;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/**
 * What templates may ask for besides their data. As safe for threads as its parts.
 *
 * @param query answers the function {@code query}
 * @param clock tells the moment of the evaluation
 * @param externalUrl where the server's pages are
 */
public record TemplateSurroundings(TemplateQuery query, InstantSource clock, String externalUrl) {
  /** No series, no pages, the start of the epoch. */
  public static final TemplateSurroundings NONE =
      new TemplateSurroundings(TemplateQuery.NOTHING, () -> Instant.EPOCH, "");

  /** Checks that nothing is missing. */
  public TemplateSurroundings {
    Objects.requireNonNull(query, "query");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(externalUrl, "externalUrl");
  }
}
