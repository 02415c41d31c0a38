package dev.steward.spi.plugin;

import java.util.List;
import org.pf4j.ExtensionPoint;

/**
 * What a plugin brings: the types of service that it knows how to keep. The class carries PF4J's
 * {@code @Extension} and has a constructor without parameters.
 *
 * <p>Calls may come from any thread. An implementation answers from its arguments alone: it reads
 * no files, opens no connections and starts no threads; what happens on a host is the platform's
 * work.
 */
public interface ServicePlugin extends ExtensionPoint {
  /** The service types, each with a name of its own. Not empty, and the same at every call. */
  List<ServiceType> serviceTypes();
}
