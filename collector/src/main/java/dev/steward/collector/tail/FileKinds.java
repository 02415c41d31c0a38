package dev.steward.collector.tail;

import dev.steward.collector.input.ChangeStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Says how a file is to be read, from its name and from what was asked for. For one thread. */
final class FileKinds {
  private final List<FollowedGlob> globs;
  private final String host;
  private final ZoneId zone;
  private final ChangeStream changes;

  FileKinds(List<FollowedGlob> globs, String host, ZoneId zone) {
    this.globs = List.copyOf(globs);
    this.host = host;
    this.zone = zone;
    this.changes = new ChangeStream(host);
  }

  /**
   * How a file is read.
   *
   * @param format what its records are
   * @param encoding of its text; empty for what its byte order mark says
   * @param records which lines belong together
   */
  record Kind(LineFormat format, Optional<FileEncoding> encoding, RecordEnds records) {}

  /** The patterns. */
  List<FileGlob> globs() {
    return globs.stream().map(FollowedGlob::glob).toList();
  }

  /** How the file of a name is read; rotations are read as the log itself. */
  Kind of(Path path) {
    LineFormat plain = new PlainLines(new FileLabels(host, path));
    RecordEnds records = RecordEnds.EACH_LINE;
    Optional<FileEncoding> encoding = Optional.empty();
    for (FollowedGlob glob : globs) {
      if (glob.glob().matches(path)) {
        records = glob.records();
        encoding = glob.encoding();
        break;
      }
    }
    String text = path.toString();
    if (text.endsWith("/apt/history.log")) {
      return new Kind(new AptHistory(changes, zone), encoding, AptHistory.RECORDS);
    }
    if (DockerLog.PATH.matcher(text).matches()) {
      return new Kind(new DockerLog(host, path, plain), encoding, DockerLog.RECORDS);
    }
    LineFormat format =
        switch (path.getFileName().toString()) {
          case "dpkg.log" -> new DpkgLog(changes, plain, zone);
          case "pacman.log" -> new PacmanLog(changes, plain, zone);
          case "audit.log" ->
              text.endsWith("/audit/audit.log") ? new AuditLog(host, path, plain) : plain;
          default -> plain;
        };
    return new Kind(format, encoding, records);
  }
}
