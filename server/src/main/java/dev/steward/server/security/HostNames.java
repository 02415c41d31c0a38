package dev.steward.server.security;

import dev.steward.configuration.HostPort;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The names by which clients may call the HTTP doors. Immutable and safe for any thread.
 *
 * <p>Where a door listens on every address, any address written in numbers is accepted too: what
 * resolves to nothing cannot be made to resolve to us.
 */
final class HostNames {
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.]+(%25\\w+)?\\]");
  private static final Pattern LOOPBACK =
      Pattern.compile("127(\\.[0-9]{1,3}){3}|localhost|\\[::1\\]");
  private static final Set<String> ALL_ADDRESSES = Set.of("0.0.0.0", "::", "[::]");

  private final Set<String> names = new TreeSet<>();
  private final boolean listensEverywhere;

  HostNames(List<HostPort> listens, Set<String> configured) {
    listensEverywhere = listens.stream().anyMatch(listen -> ALL_ADDRESSES.contains(listen.host()));
    listens.forEach(listen -> names.add(inUrl(listen.host())));
    configured.forEach(name -> names.add(inUrl(name)));
  }

  /** Whether a Host header, with or without a port, names this server. */
  boolean accept(String header) {
    int port = header.lastIndexOf(':');
    boolean hasPort = port > header.lastIndexOf(']') && port >= 0;
    String host = (hasPort ? header.substring(0, port) : header).toLowerCase(Locale.ROOT);
    return LOOPBACK.matcher(host).matches()
        || names.contains(host)
        || (listensEverywhere && NUMERIC.matcher(host).matches());
  }

  private static String inUrl(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.indexOf(':') >= 0 && !lower.startsWith("[") ? "[" + lower + "]" : lower;
  }
}
