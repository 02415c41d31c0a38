package dev.steward.lifecycle.plugin;

import java.util.List;

/**
 * The classes of the platform that a plugin sees, and its class loader's parent: the service
 * interface, PF4J, SLF4J, JSpecify, the older Prometheus client, and Java itself. Everything else
 * in a plugin comes from its own zip, so that its libraries never meet ours.
 *
 * <p>The list is part of what plugins compile against. Shared are only classes whose objects cross
 * the border, or whose static state must be the same on both sides: a counter that a plugin
 * registers in its own copy of the Prometheus client would be seen by nobody.
 */
final class SharedClasses extends ClassLoader {
  private static final List<String> PACKAGES =
      List.of(
          "dev.steward.spi.",
          "org.pf4j.",
          "org.slf4j.",
          "org.jspecify.annotations.",
          "io.prometheus.client.");

  private final ClassLoader platform;

  SharedClasses(ClassLoader platform) {
    super("shared", getPlatformClassLoader());
    this.platform = platform;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (PACKAGES.stream().anyMatch(name::startsWith)) {
      return platform.loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }
}
