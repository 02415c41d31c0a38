package dev.steward.collector.queue;

import java.util.List;
import java.util.Objects;

/**
 * A batch as it is handed to the queue: whole, compressed, and with what it means for the inputs.
 *
 * @param definitions label sets that no earlier batch of the dictionary defined, as a payload
 * @param content samples and log entries, as a payload
 * @param positions how far the inputs are read once this batch is durable
 */
public record EncodedBatch(Frame definitions, Frame content, List<InputPosition> positions) {
  /** Copies the list. */
  public EncodedBatch {
    Objects.requireNonNull(definitions, "definitions");
    Objects.requireNonNull(content, "content");
    positions = List.copyOf(positions);
  }
}
