package dev.steward.testkit.plugin;

/**
 * A file, folder or link on a host, as a listing shows it.
 *
 * @param path the absolute path
 * @param kind {@code f} for a file, {@code d} for a folder, {@code l} for a link, else as {@code
 *     find -printf %y} has it
 * @param owner the owning user's name
 * @param group the owning group's name
 * @param mode the permission bits, such as {@code 0640}
 * @param bytes the size
 */
public record HostFile(String path, char kind, String owner, String group, int mode, long bytes) {

  /** The fields between tabs, ended by NUL: a path may hold any other character. */
  static final String FIND_FORMAT = "%y\\t%u\\t%g\\t%m\\t%s\\t%p\\0";

  static HostFile parse(String record) {
    String[] fields = record.split("\t", 6);
    return new HostFile(
        fields[5],
        fields[0].charAt(0),
        fields[1],
        fields[2],
        Integer.parseInt(fields[3], 8),
        Long.parseLong(fields[4]));
  }
}
