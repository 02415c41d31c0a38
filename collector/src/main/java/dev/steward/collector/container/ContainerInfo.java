package dev.steward.collector.container;

import java.util.Map;

/**
 * What a container engine says of a container.
 *
 * @param id 64 hexadecimal digits
 * @param name without a slash
 * @param image the image's name
 * @param labels of the container
 * @param startedMillis when it was started last, since the Unix epoch; 0 if never
 */
record ContainerInfo(
    String id, String name, String image, Map<String, String> labels, long startedMillis) {
  /** Copies the labels. */
  ContainerInfo {
    labels = Map.copyOf(labels);
  }
}
