package dev.steward.formats.scrape;

import java.util.Optional;

/**
 * How a target is talked to. Secrets stand in here or in files, which are read at each scrape.
 *
 * @param user of basic authentication
 * @param password of basic authentication
 * @param authorizationType first word of the header {@code Authorization}
 * @param credentials its rest
 * @param authorityFile PEM file with the authorities that targets are checked against
 * @param certificateFile PEM file with the client's certificate
 * @param keyFile PEM file with its key
 * @param serverName the name that the target's certificate must have
 * @param insecure whether the target's certificate is not checked at all
 * @param followRedirects whether a target may send the scrape elsewhere
 */
public record HttpAccess(
    Optional<String> user,
    Optional<Secret> password,
    String authorizationType,
    Optional<Secret> credentials,
    Optional<String> authorityFile,
    Optional<String> certificateFile,
    Optional<String> keyFile,
    Optional<String> serverName,
    boolean insecure,
    boolean followRedirects) {
  /**
   * A secret, which never prints itself.
   *
   * @param text the secret, or the path of its file
   * @param inFile whether it is the path
   */
  public record Secret(String text, boolean inFile) {
    @Override
    public String toString() {
      return inFile ? text : "<secret>";
    }
  }
}
