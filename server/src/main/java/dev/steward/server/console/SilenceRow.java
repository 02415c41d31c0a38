package dev.steward.server.console;

import java.time.Instant;

/**
 * A silence as the page shows it.
 *
 * @param id its id
 * @param state active, pending or expired
 * @param matchers which alerts it mutes
 * @param endsAt until when
 * @param createdBy who made it
 * @param comment why
 */
public record SilenceRow(
    String id, String state, String matchers, Instant endsAt, String createdBy, String comment) {
  /** Whether it mutes nothing any more, and never will. */
  public boolean ended() {
    return state.equals("expired");
  }
}
