package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Settings;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trust and identity of outgoing connections as a {@code tls_config} says. */
final class ClientTls {
  private static final char[] NO_PASSWORD = new char[0];

  private ClientTls() {}

  /**
   * The context of a {@code tls_config}.
   *
   * @throws StewardException if a certificate or key cannot be read
   */
  static SSLContext context(Settings tls) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(tls), trust(tls), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT,
          "tls_config: " + e + " (expected: certificates and a PKCS #8 key, PEM)",
          e);
    }
  }

  private static String pem(Settings tls, String key) throws IOException {
    return tls.has(key + "_file")
        ? Files.readString(Path.of(tls.text(key + "_file")))
        : tls.text(key);
  }

  private static TrustManager @Nullable [] trust(Settings tls)
      throws GeneralSecurityException, IOException {
    if (tls.truth("insecure_skip_verify")) {
      return new TrustManager[] {new TrustAll()};
    }
    String authorities = pem(tls, "ca");
    if (authorities.isEmpty()) {
      return null;
    }
    KeyStore store = empty();
    int index = 0;
    for (Certificate certificate : certificates(authorities)) {
      store.setCertificateEntry("authority-" + index++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] keys(Settings tls)
      throws GeneralSecurityException, IOException {
    String chain = pem(tls, "cert");
    if (chain.isEmpty()) {
      return null;
    }
    Collection<? extends Certificate> certificates = certificates(chain);
    PrivateKey key = key(pem(tls, "key"), certificates.iterator().next());
    KeyStore store = empty();
    store.setKeyEntry("own", key, NO_PASSWORD, certificates.toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static PrivateKey key(String pem, Certificate certificate)
      throws GeneralSecurityException {
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(String pem)
      throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
  }

  /** Trusts everybody, names of hosts not looked at either: what the operator asked for. */
  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

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
