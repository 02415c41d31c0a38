package dev.steward.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Where this program was installed, as its launcher says. */
public final class Installation {
  private Installation() {}

  /** The directory with bin, lib and plugins; empty where the program runs without a launcher. */
  public static Optional<Path> home() {
    return Optional.ofNullable(System.getProperty("steward.home")).map(Path::of);
  }
}
