package dev.steward.logstore.part;

import dev.steward.spi.model.Labels;
import java.util.Comparator;

/** The order of streams in a part: by service first, since one service's lines are alike. */
public final class StreamOrder {
  /** The label that names the service. */
  public static final String SERVICE = "service_name";

  /** By service, then by all labels. */
  public static final Comparator<Labels> COMPARATOR =
      Comparator.<Labels, String>comparing(labels -> labels.valueOrEmpty(SERVICE))
          .thenComparing(Comparator.naturalOrder());

  private StreamOrder() {}
}
