package dev.steward.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, from its jar, and of the Java machine under it. */
final class ProgramVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Objects.requireNonNullElse(
            ProgramVersion.class.getPackage().getImplementationVersion(), "(not installed)");
    return new String[] {"steward " + version + " (Java " + Runtime.version() + ")"};
  }
}
