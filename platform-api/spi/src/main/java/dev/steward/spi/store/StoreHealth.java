package dev.steward.spi.store;

import java.util.List;

/**
 * How a store is.
 *
 * @param writable whether it takes new data now
 * @param problems what is wrong, a sentence each; such as files that were set aside because they
 *     are damaged
 */
public record StoreHealth(boolean writable, List<String> problems) {
  /** Copies the list. */
  public StoreHealth {
    problems = List.copyOf(problems);
  }
}
