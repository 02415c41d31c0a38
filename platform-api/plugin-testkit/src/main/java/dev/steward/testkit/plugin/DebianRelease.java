package dev.steward.testkit.plugin;

/** A Debian release that services are run on. */
public enum DebianRelease {
  /** Debian 12. */
  BOOKWORM(12),
  /** Debian 13. */
  TRIXIE(13);

  private final int version;

  DebianRelease(int version) {
    this.version = version;
  }

  /** The number of the release, as {@code VERSION_ID} in {@code /etc/os-release} has it. */
  public int version() {
    return version;
  }

  /** The name of the release in package archives, such as {@code trixie}. */
  public String codename() {
    return switch (this) {
      case BOOKWORM -> "bookworm";
      case TRIXIE -> "trixie";
    };
  }
}
