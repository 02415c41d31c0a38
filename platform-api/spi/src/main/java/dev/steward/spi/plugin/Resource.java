package dev.steward.spi.plugin;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One thing that should be on a host, as plain data. A closed set: the platform knows how to make,
 * change and undo each.
 */
public sealed interface Resource {
  /** Identity among the resources of a service, such as {@code package:postfix}. */
  String id();

  /** Ids of the resources that must be in place before this one. */
  List<String> needs();

  /**
   * A package of the distribution.
   *
   * @param name the package's name
   * @param needs ids that must be in place before
   */
  record Package(String name, List<String> needs) implements Resource {
    /** Checks the name and copies the list. */
    public Package {
      if (!name.matches("[a-z0-9][a-z0-9+.-]+")) {
        throw new IllegalArgumentException(
            "package: " + name + " (expected: a Debian package name)");
      }
      needs = List.copyOf(needs);
    }

    @Override
    public String id() {
      return "package:" + name;
    }
  }

  /**
   * A directory.
   *
   * @param path absolute path
   * @param owner user and group
   * @param mode permission bits, such as 0755
   * @param needs ids that must be in place before
   */
  record Directory(String path, Owner owner, int mode, List<String> needs) implements Resource {
    /** Checks path and mode and copies the list. */
    public Directory {
      requirePath(path);
      requireMode(mode);
      Objects.requireNonNull(owner, "owner");
      needs = List.copyOf(needs);
    }

    @Override
    public String id() {
      return "directory:" + path;
    }
  }

  /**
   * A file with its whole content.
   *
   * @param path absolute path
   * @param content what it holds
   * @param owner user and group
   * @param mode permission bits, such as 0644
   * @param validator command that must accept the new file before it replaces the old one; {@code
   *     %s} stands for its path; empty for none
   * @param needs ids that must be in place before
   */
  record File(
      String path,
      String content,
      Owner owner,
      int mode,
      List<String> validator,
      List<String> needs)
      implements Resource {
    /** Checks path and mode and copies the lists. */
    public File {
      requirePath(path);
      requireMode(mode);
      Objects.requireNonNull(content, "content");
      Objects.requireNonNull(owner, "owner");
      validator = List.copyOf(validator);
      needs = List.copyOf(needs);
    }

    @Override
    public String id() {
      return "file:" + path;
    }
  }

  /**
   * A systemd unit that comes with a package.
   *
   * @param name full name, such as {@code postfix.service}
   * @param enabled whether it starts at boot
   * @param running whether it runs
   * @param restartOn ids of resources whose change asks for a restart
   * @param needs ids that must be in place before
   */
  record Unit(
      String name, boolean enabled, boolean running, List<String> restartOn, List<String> needs)
      implements Resource {
    private static final Pattern NAME =
        Pattern.compile("[A-Za-z0-9:_.@\\\\-]+\\.(service|socket|timer|path|mount)");

    /** Checks the name and copies the lists. */
    public Unit {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "unit: " + name + " (expected: a systemd unit with its suffix)");
      }
      restartOn = List.copyOf(restartOn);
      needs = List.copyOf(needs);
    }

    @Override
    public String id() {
      return "unit:" + name;
    }
  }

  /**
   * Who owns a file.
   *
   * @param user name of the user
   * @param group name of the group
   */
  record Owner(String user, String group) {
    /** The superuser and its group. */
    public static final Owner ROOT = new Owner("root", "root");

    /** Checks that nothing is missing. */
    public Owner {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(group, "group");
    }
  }

  private static void requirePath(String path) {
    if (!path.startsWith("/")
        || path.contains("/../")
        || path.endsWith("/..")
        || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("path: " + path + " (expected: absolute, without ..)");
    }
  }

  private static void requireMode(int mode) {
    if (mode < 0 || mode > 07777) {
      throw new IllegalArgumentException(
          "mode: " + Integer.toOctalString(mode) + " (expected: permission bits 0 to 7777, octal)");
    }
  }
}
