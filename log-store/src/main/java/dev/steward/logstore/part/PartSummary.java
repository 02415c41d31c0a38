package dev.steward.logstore.part;

import dev.steward.logstore.block.BlockSummary;
import dev.steward.logstore.template.Template;
import dev.steward.spi.model.Labels;
import java.util.List;
import java.util.Map;

/**
 * What the index must know of a new part.
 *
 * @param streams labels by stream number
 * @param templates templates by number
 * @param blocks its blocks, in order
 * @param firstSeen when each service first showed each template in the part
 * @param lines how many lines
 * @param bytes bytes of the lines
 */
public record PartSummary(
    List<Labels> streams,
    List<Template> templates,
    List<BlockSummary> blocks,
    Map<ServiceShape, Long> firstSeen,
    long lines,
    long bytes) {
  /**
   * A template as a service's.
   *
   * @param service value of the label {@code service_name}
   * @param template the template
   */
  public record ServiceShape(String service, Template template) {}

  /** Copies the collections. */
  public PartSummary {
    streams = List.copyOf(streams);
    templates = List.copyOf(templates);
    blocks = List.copyOf(blocks);
    firstSeen = Map.copyOf(firstSeen);
  }
}
