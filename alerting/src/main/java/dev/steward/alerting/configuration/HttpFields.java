package dev.steward.alerting.configuration;

import java.util.List;

/**
 * The keys that say how something is called over HTTP.
 *
 * <p>Source: the Alertmanager documentation of {@code http_config} and {@code tls_config}.
 */
final class HttpFields {
  /** Trust and identity in TLS. */
  static final List<Field> TLS =
      List.of(
          Field.text("ca"),
          Field.text("ca_file"),
          Field.text("cert"),
          Field.text("cert_file"),
          Field.secret("key"),
          Field.text("key_file"),
          Field.text("server_name"),
          Field.truth("insecure_skip_verify", false),
          Field.text("min_version"),
          Field.text("max_version"));

  private static final List<Field> OAUTH2 =
      List.of(
          Field.text("client_id"),
          Field.secret("client_secret"),
          Field.text("client_secret_file"),
          Field.texts("scopes"),
          Field.text("token_url"),
          Field.textMap("endpoint_params"),
          Field.part("tls_config", TLS),
          Field.text("proxy_url"),
          Field.text("no_proxy"),
          Field.truth("proxy_from_environment", false),
          Field.any("proxy_connect_header"));

  /** All of them. */
  static final List<Field> ALL =
      List.of(
          Field.part(
              "basic_auth",
              List.of(
                  Field.text("username"),
                  Field.text("username_file"),
                  Field.secret("password"),
                  Field.text("password_file"))),
          Field.part(
              "authorization",
              List.of(
                  Field.text("type", "Bearer"),
                  Field.secret("credentials"),
                  Field.text("credentials_file"))),
          Field.part("oauth2", OAUTH2),
          Field.secret("bearer_token"),
          Field.text("bearer_token_file"),
          Field.part("tls_config", TLS),
          Field.truth("follow_redirects", true),
          Field.truth("enable_http2", true),
          Field.url("proxy_url"),
          Field.text("no_proxy"),
          Field.truth("proxy_from_environment", false),
          Field.any("proxy_connect_header"),
          Field.any("http_headers"));

  private HttpFields() {}
}
