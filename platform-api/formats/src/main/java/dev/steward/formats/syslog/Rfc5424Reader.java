package dev.steward.formats.syslog;

/** Reads a header of RFC 5424, after its priority. For one thread. */
final class Rfc5424Reader {
  private static final int MAX_VERSION_DIGITS = 3;
  private static final int MAX_HOST = 255;

  private final StampReader stamps;
  private final TextCache texts;
  private final HostReader hosts;
  private final TagReader tags;
  private final StructuredDataReader structuredData;

  Rfc5424Reader(StampReader stamps, TextCache texts, HostReader hosts, TagReader tags) {
    this.stamps = stamps;
    this.texts = texts;
    this.hosts = hosts;
    this.tags = tags;
    this.structuredData = new StructuredDataReader(texts);
  }

  /**
   * The position after a version and its space at {@link Draft#at}, or -1 if there is none. Any
   * version will do.
   */
  static int versionEnd(Draft draft) {
    int position = draft.at;
    while (position < draft.end
        && position - draft.at < MAX_VERSION_DIGITS
        && PriorityReader.isDigit(draft.bytes[position])) {
      position++;
    }
    return position > draft.at && draft.is(position, ' ') ? position + 1 : -1;
  }

  /** Whether what follows a version is a stamp of RFC 5424, or nothing. */
  static boolean isHeader(Draft draft, int afterVersion) {
    if (afterVersion >= draft.end) {
      return true;
    }
    int end = draft.tokenEnd(afterVersion);
    if (end - afterVersion == 1) {
      return draft.bytes[afterVersion] == '-';
    }
    return end - afterVersion >= 10
        && PriorityReader.isDigit(draft.bytes[afterVersion])
        && draft.bytes[afterVersion + 4] == '-'
        && draft.bytes[afterVersion + 7] == '-';
  }

  /** Reads the header from after the version on; the draft is malformed if it breaks off. */
  void read(Draft draft, int afterVersion) {
    draft.at = afterVersion;
    stamp(draft);
    host(draft);
    app(draft);
    draft.procid = draft.procid.isEmpty() ? field(draft) : alsoSkipField(draft);
    draft.msgid = field(draft);
    if (draft.at >= draft.end) {
      draft.malformed = true;
      return;
    }
    structuredData.read(draft);
    if (draft.is(draft.at, ' ')) {
      draft.at++;
    }
    skipByteOrderMark(draft);
    if (draft.app.isEmpty()) {
      String procid = draft.procid;
      tags.readWithColon(draft);
      draft.procid = draft.procid.isEmpty() ? procid : draft.procid;
    }
  }

  private void stamp(Draft draft) {
    int end = draft.tokenEnd(draft.at);
    if (end > draft.at && !(end - draft.at == 1 && draft.bytes[draft.at] == '-')) {
      if (stamps.readRfc3339(draft.bytes, draft.at, end)) {
        draft.timestampNanos = stamps.nanos();
      } else {
        draft.malformed = true;
      }
    }
    draft.at = Math.min(end + 1, draft.end);
  }

  private void host(Draft draft) {
    int end = draft.tokenEnd(draft.at);
    boolean given = end > draft.at && !(end - draft.at == 1 && draft.bytes[draft.at] == '-');
    if (given && end - draft.at <= MAX_HOST) {
      hosts.take(draft, draft.at, end);
    } else if (given) {
      draft.malformed = true;
    }
    draft.at = Math.min(end + 1, draft.end);
  }

  /** Reads the app, which some senders write as the tag of RFC 3164. */
  private void app(Draft draft) {
    int from = draft.at;
    String app = field(draft);
    int length = app.endsWith(":") ? app.length() - 1 : app.length();
    int bracket = app.lastIndexOf('[', length);
    if (bracket > 0 && app.charAt(length - 1) == ']') {
      draft.app = texts.text(draft.bytes, from, from + bracket);
      draft.procid = app.substring(bracket + 1, length - 1);
    } else {
      draft.app = app.substring(0, length);
    }
  }

  /** The next field; empty for the nil value. */
  private String field(Draft draft) {
    int end = draft.tokenEnd(draft.at);
    boolean nil = end - draft.at == 1 && draft.bytes[draft.at] == '-';
    String text = nil ? "" : texts.text(draft.bytes, draft.at, end);
    draft.at = Math.min(end + 1, draft.end);
    return text;
  }

  private String alsoSkipField(Draft draft) {
    String procid = draft.procid;
    String given = field(draft);
    return given.isEmpty() ? procid : given;
  }

  private static void skipByteOrderMark(Draft draft) {
    if (draft.at + 3 <= draft.end
        && draft.bytes[draft.at] == (byte) 0xEF
        && draft.bytes[draft.at + 1] == (byte) 0xBB
        && draft.bytes[draft.at + 2] == (byte) 0xBF) {
      draft.at += 3;
    }
  }
}
