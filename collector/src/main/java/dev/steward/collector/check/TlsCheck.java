package dev.steward.collector.check;

import dev.steward.collector.tls.PemFiles;
import dev.steward.configuration.HostPort;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Connects over TLS, tells when the certificates end, and fails where they are not to be trusted.
 *
 * @param target where
 * @param serverName the name that the certificate must have
 * @param authorities whom to trust, PEM; empty for those that Java trusts
 */
record TlsCheck(HostPort target, String serverName, Optional<Path> authorities) implements Check {
  static TlsCheck parse(Map<String, String> entry) {
    HostPort target = HostPort.parse(entry.getOrDefault("tls", ""));
    return new TlsCheck(
        target,
        entry.getOrDefault("server-name", target.host()),
        Optional.ofNullable(entry.get("authorities")).map(Path::of));
  }

  @Override
  public void run(CheckResult result) throws IOException {
    // Twice: a certificate that ended is what one wants to know the end of.
    try (Socket plain = CheckAddress.connect(target, result);
        SSLSocket socket = secure(trusting(), plain)) {
      socket.startHandshake();
      tell(socket.getSession(), result);
    }
    PemFiles files = new PemFiles(Optional.empty(), Optional.empty(), authorities);
    try (Socket plain = CheckAddress.connect(target, result);
        SSLSocket socket = secure(files.context().getSocketFactory(), plain)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
    }
  }

  private SSLSocket secure(SSLSocketFactory factory, Socket plain) throws IOException {
    return (SSLSocket) factory.createSocket(plain, serverName, target.port(), true);
  }

  /** What certificates and protocol a connection has. */
  static void tell(SSLSession session, CheckResult result) throws SSLPeerUnverifiedException {
    double earliest = Double.POSITIVE_INFINITY;
    for (Certificate certificate : session.getPeerCertificates()) {
      if (certificate instanceof X509Certificate x509) {
        earliest = Math.min(earliest, Math.floorDiv(x509.getNotAfter().getTime(), 1000L));
      }
    }
    result.gauge(
        "probe_ssl_earliest_cert_expiry",
        "When the first of the certificates ends, seconds since the Unix epoch.",
        earliest);
    String protocol = session.getProtocol().replace("TLSv", "TLS ");
    result.gauge("probe_tls_version_info", "Version of TLS that was used.", 1, "version", protocol);
  }

  private static SSLSocketFactory trusting() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anyone()}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS: " + e.getMessage(), e);
    }
  }

  /** Trusts everyone, since it is only asked who they are. */
  private static final class Anyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
