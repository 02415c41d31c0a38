package dev.steward.spi.store;

/** Why a store did not keep something that it was given. */
public enum RefusalReason {
  /** Older than the store takes: beyond retention. */
  TOO_OLD("too_old"),
  /** Older than the series' newest sample by more than the out-of-order window. */
  OUT_OF_ORDER("out_of_order"),
  /** Another value for a timestamp that already has one. */
  DUPLICATE_TIMESTAMP("duplicate_timestamp"),
  /** Too far in the future. */
  TOO_NEW("too_new"),
  /** Labels or values that the store does not accept. */
  INVALID("invalid"),
  /** A host reached its limit of streams or series. */
  LIMIT_EXCEEDED("limit_exceeded");

  private final String word;

  RefusalReason(String word) {
    this.word = word;
  }

  /** The stable word for metrics and for the wire. */
  public String word() {
    return word;
  }
}
