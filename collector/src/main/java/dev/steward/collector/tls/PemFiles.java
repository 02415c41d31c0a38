package dev.steward.collector.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Who this side of a connection is, and whom it trusts.
 *
 * @param certificate certificate chain, PEM; off for a client without one
 * @param key its private key, PEM, PKCS #8
 * @param authorities certificates that the other side's must descend from, PEM; off for those that
 *     Java trusts
 */
public record PemFiles(Optional<Path> certificate, Optional<Path> key, Optional<Path> authorities) {
  private static final char[] NO_PASSWORD = {};

  /**
   * The files as a context for connections.
   *
   * @throws IOException naming the file that cannot be read or used
   */
  public SSLContext context() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(), trust(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS: " + e.getMessage(), e);
    }
  }

  private KeyManager @Nullable [] keys() throws IOException, GeneralSecurityException {
    if (certificate.isEmpty() || key.isEmpty()) {
      return null;
    }
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "own",
        privateKey(key.get()),
        NO_PASSWORD,
        certificates(certificate.get()).toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private TrustManager @Nullable [] trust() throws IOException, GeneralSecurityException {
    if (authorities.isEmpty()) {
      return null;
    }
    KeyStore store = emptyStore();
    int number = 0;
    for (Certificate authority : certificates(authorities.get())) {
      store.setCertificateEntry("authority" + number++, authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    Collection<? extends Certificate> found =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
    if (found.isEmpty()) {
      throw new IOException(file + ": no certificates (expected: PEM)");
    }
    return found;
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    byte[] encoded;
    try {
      String text = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
      encoded = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": not PEM (expected: a PKCS #8 key)", e);
    }
    for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (GeneralSecurityException e) {
        // Another algorithm may fit.
        continue;
      }
    }
    throw new IOException(file + ": no key of a known kind (expected: PKCS #8, EC or RSA)");
  }
}
