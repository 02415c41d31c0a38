package dev.steward.formats.scrape;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS towards targets, as {@code tls_config} says. */
final class ScrapeTls {
  private static final int SAN_DNS_NAME = 2;
  private static final char[] NO_PASSWORD = {};

  private ScrapeTls() {}

  /** The context of a job. */
  static SSLContext context(HttpAccess access) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(access), trust(access), null);
      return context;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("tls_config: " + e.getMessage(), e);
    }
  }

  private static KeyManager @Nullable [] keys(HttpAccess access)
      throws IOException, GeneralSecurityException {
    Optional<String> certificate = access.certificateFile();
    Optional<String> key = access.keyFile();
    if (certificate.isEmpty() || key.isEmpty()) {
      return null;
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry(
        "client",
        privateKey(Path.of(key.get())),
        NO_PASSWORD,
        certificates(Path.of(certificate.get())).toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, CertificateException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    String base64 =
        Files.readString(file).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
    GeneralSecurityException last = null;
    for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw new GeneralSecurityException(file + ": no PKCS #8 key of a known kind", last);
  }

  private static TrustManager @Nullable [] trust(HttpAccess access)
      throws IOException, GeneralSecurityException {
    if (access.insecure()) {
      return new TrustManager[] {new NamedTrust(null, null)};
    }
    KeyStore store = null;
    if (access.authorityFile().isPresent()) {
      store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate authority : certificates(Path.of(access.authorityFile().get()))) {
        store.setCertificateEntry("authority" + number++, authority);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    if (access.serverName().isEmpty()) {
      return factory.getTrustManagers();
    }
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return new TrustManager[] {new NamedTrust(extended, access.serverName().get())};
      }
    }
    throw new GeneralSecurityException("no trust manager that checks names");
  }

  /**
   * Trusts certificates of a name that is not the address's own; without a delegate, all of them.
   */
  private static final class NamedTrust extends X509ExtendedTrustManager {
    private final @Nullable X509ExtendedTrustManager delegate;
    private final @Nullable String name;

    NamedTrust(@Nullable X509ExtendedTrustManager delegate, @Nullable String name) {
      this.delegate = delegate;
      this.name = name;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      if (delegate == null || name == null) {
        return;
      }
      delegate.checkServerTrusted(chain, authType);
      Collection<List<?>> names = chain[0].getSubjectAlternativeNames();
      if (names != null) {
        for (List<?> one : names) {
          if (one.getFirst().equals(SAN_DNS_NAME) && matches(one.get(1).toString(), name)) {
            return;
          }
        }
      }
      throw new CertificateException("the target's certificate is not one of " + name);
    }

    private static boolean matches(String pattern, String name) {
      String wanted = name.toLowerCase(Locale.ROOT);
      String offered = pattern.toLowerCase(Locale.ROOT);
      int dot = wanted.indexOf('.');
      return offered.equals(wanted)
          || (offered.startsWith("*.")
              && dot > 0
              && offered.substring(1).equals(wanted.substring(dot)));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw new CertificateException("no clients come here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return delegate == null ? new X509Certificate[0] : delegate.getAcceptedIssuers();
    }
  }
}
