package dev.steward.server.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Everything an operator may set about the server. Immutable; the one source of settings for every
 * part of it.
 *
 * @param data directory that holds all state
 * @param http the door of the HTTP interfaces and the console
 * @param grpc the door of the agents
 * @param syslog the door of syslog senders, UDP and TCP on one port
 * @param plugins directory of plugin zips
 * @param tracing where spans go
 */
public record ServerSettings(
    Path data, Http http, Grpc grpc, Syslog syslog, Path plugins, Tracing tracing) {
  /** Checks that nothing is missing. */
  public ServerSettings {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(http, "http");
    Objects.requireNonNull(grpc, "grpc");
    Objects.requireNonNull(syslog, "syslog");
    Objects.requireNonNull(plugins, "plugins");
    Objects.requireNonNull(tracing, "tracing");
  }

  /**
   * The settings that hold where nothing is set.
   *
   * @param data directory that holds all state
   */
  public static ServerSettings defaults(Path data) {
    return new ServerSettings(
        data,
        new Http(new ListenAddress("127.0.0.1", 8740), Set.of(), Set.of()),
        new Grpc(new ListenAddress("127.0.0.1", 8741), true, Optional.empty()),
        new Syslog(new ListenAddress("127.0.0.1", 8514)),
        data.resolve("plugins"),
        new Tracing(Optional.empty()));
  }

  /** The same with every door on a free port of the loopback address. */
  public ServerSettings onFreePorts() {
    ListenAddress free = new ListenAddress("127.0.0.1", 0);
    return new ServerSettings(
        data,
        new Http(free, http.hosts(), http.origins()),
        new Grpc(free, grpc.plaintext(), grpc.tls()),
        new Syslog(free),
        plugins,
        tracing);
  }

  /**
   * The HTTP door.
   *
   * @param listen where
   * @param hosts names, beside those of loopback and the bound address, by which clients may call
   * @param origins origins, such as {@code https://grafana.example.org}, whose pages may call
   */
  public record Http(ListenAddress listen, Set<String> hosts, Set<String> origins) {
    /** Copies the sets. */
    public Http {
      Objects.requireNonNull(listen, "listen");
      hosts = Set.copyOf(hosts);
      origins = Set.copyOf(origins);
    }
  }

  /**
   * The agents' door.
   *
   * @param listen where
   * @param plaintext whether agents without TLS are taken; only ever on a loopback address
   * @param tls certificate and trust for mutual TLS
   */
  public record Grpc(ListenAddress listen, boolean plaintext, Optional<Tls> tls) {
    /** Checks that the door is safe, and that anybody can come in. */
    public Grpc {
      Objects.requireNonNull(listen, "listen");
      Objects.requireNonNull(tls, "tls");
      if (plaintext && !listen.isLoopback()) {
        throw new IllegalArgumentException(
            "grpc.plaintext: true with grpc.listen: "
                + listen
                + " (expected: a loopback address, or grpc.tls instead of plaintext)");
      }
      if (!plaintext && tls.isEmpty()) {
        throw new IllegalArgumentException(
            "grpc.tls: missing with grpc.listen: "
                + listen
                + " (expected: certificate, key and authorities, since plaintext is off)");
      }
    }
  }

  /**
   * Files for mutual TLS, each PEM.
   *
   * @param certificate the server's chain, leaf first
   * @param key the server's private key, PKCS #8
   * @param authorities the authorities whose client certificates are taken
   */
  public record Tls(Path certificate, Path key, Path authorities) {
    /** Checks that nothing is missing. */
    public Tls {
      Objects.requireNonNull(certificate, "certificate");
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(authorities, "authorities");
    }
  }

  /**
   * The syslog door.
   *
   * @param listen where, for UDP and TCP alike
   */
  public record Syslog(ListenAddress listen) {
    /** Checks that nothing is missing. */
    public Syslog {
      Objects.requireNonNull(listen, "listen");
    }
  }

  /**
   * Tracing.
   *
   * @param otlpEndpoint where spans go over OTLP/gRPC, such as {@code http://127.0.0.1:4317}; empty
   *     is off
   */
  public record Tracing(Optional<URI> otlpEndpoint) {
    /** Checks that nothing is missing. */
    public Tracing {
      Objects.requireNonNull(otlpEndpoint, "otlpEndpoint");
    }
  }
}
