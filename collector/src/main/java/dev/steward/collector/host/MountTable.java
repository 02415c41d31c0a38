package dev.steward.collector.host;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The mounts worth measuring, from the {@code mountinfo} of the host's first process. Left out are
 * the kernel's own file systems, and mount points of other programs; the patterns are those of
 * node_exporter.
 */
final class MountTable {
  private static final Pattern IGNORED_POINTS =
      Pattern.compile(
          "/(dev|proc|run/credentials/.+|sys|var/lib/docker/.+|var/lib/containers/storage/.+)($|/.*)");
  private static final Set<String> IGNORED_TYPES =
      Set.of(
          "autofs",
          "binfmt_misc",
          "bpf",
          "cgroup",
          "cgroup2",
          "configfs",
          "debugfs",
          "devpts",
          "devtmpfs",
          "erofs",
          "fusectl",
          "hugetlbfs",
          "iso9660",
          "mqueue",
          "nsfs",
          "overlay",
          "proc",
          "procfs",
          "pstore",
          "rpc_pipefs",
          "securityfs",
          "selinuxfs",
          "squashfs",
          "sysfs",
          "tracefs");

  /** One mount. */
  record Mount(
      String device, String point, String type, String major, String minor, boolean readOnly) {}

  private MountTable() {}

  static List<Mount> read(HostFiles files) throws IOException {
    Fields table;
    try {
      table = files.proc("1/mountinfo");
    } catch (NoSuchFileException e) {
      table = files.proc("self/mountinfo");
    }
    List<Mount> mounts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    while (table.hasNext()) {
      Mount mount = mount(table);
      if (!IGNORED_TYPES.contains(mount.type())
          && !IGNORED_POINTS.matcher(mount.point()).matches()
          && seen.add(mount.device() + " " + mount.point())) {
        mounts.add(mount);
      }
      table.nextLine();
    }
    return mounts;
  }

  /**
   * Reads {@code id parent major:minor root point options tags - type device superoptions}; there
   * may be any number of tags.
   */
  private static Mount mount(Fields line) {
    line.skipFields(2);
    String major = line.wordUntil(':');
    String minor = line.word();
    line.skipFields(1);
    String point = unescape(line.word());
    String options = line.word();
    while (line.hasNext() && !line.word().equals("-")) {
      // A tag such as shared:1.
    }
    String type = line.word();
    String device = unescape(line.word());
    boolean readOnly = isReadOnly(options) || isReadOnly(line.word());
    return new Mount(device, point, type, major, minor, readOnly);
  }

  private static boolean isReadOnly(String options) {
    return options.equals("ro") || options.startsWith("ro,") || options.contains(",ro,");
  }

  /** The kernel writes space, tab, line feed and backslash as octal numbers. */
  private static String unescape(String text) {
    return text.indexOf('\\') < 0
        ? text
        : text.replace("\\040", " ")
            .replace("\\011", "\t")
            .replace("\\012", "\n")
            .replace("\\134", "\\");
  }
}
