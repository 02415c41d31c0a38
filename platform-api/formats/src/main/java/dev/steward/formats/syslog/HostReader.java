package dev.steward.formats.syslog;

/**
 * Reads the host of a header of RFC 3164: a name or an address, perhaps in brackets, with a source
 * before an {@code @}, or with the relays it came through after slashes. For one thread.
 */
final class HostReader {
  private static final int MAX_HOST = 255;

  private final TextCache texts;

  HostReader(TextCache texts) {
    this.texts = texts;
  }

  /**
   * Takes the token at {@link Draft#at} as host if it can be one, and moves behind it and the
   * spaces that follow.
   */
  boolean read(Draft draft) {
    int end = draft.tokenEnd(draft.at);
    if (end == draft.end || !isHost(draft, draft.at, end)) {
      return false;
    }
    take(draft, draft.at, end);
    draft.at = end;
    draft.skipSpaces();
    return true;
  }

  /** Whether the bytes between two positions could name a host, and are no tag. */
  static boolean isHost(Draft draft, int from, int to) {
    if (to == from || to - from > MAX_HOST || draft.bytes[to - 1] == ':') {
      return false;
    }
    boolean bracketed = draft.bytes[from] == '[' && draft.bytes[to - 1] == ']';
    int first = bracketed ? from + 1 : from;
    int last = bracketed ? to - 1 : to;
    boolean holdsName = false;
    for (int position = first; position < last; position++) {
      byte b = draft.bytes[position];
      if (isNameByte(b)) {
        holdsName = true;
      } else if ("._-:@/%".indexOf(b) < 0) {
        return false;
      }
    }
    return holdsName && draft.bytes[first] != '%' && draft.bytes[first] != '-';
  }

  private static boolean isNameByte(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b < 0;
  }

  /** Sets the host from a token, and keeps the whole token where it says more than the host. */
  void take(Draft draft, int from, int to) {
    int first = from;
    int last = to;
    if (draft.bytes[first] == '[' && draft.bytes[last - 1] == ']' && last - first > 2) {
      first++;
      last--;
    }
    int nameFrom = first;
    int nameTo = last;
    for (int position = first; position < last; position++) {
      if (draft.bytes[position] == '/') {
        nameTo = position;
        break;
      }
      if (draft.bytes[position] == '@') {
        nameFrom = position + 1;
      }
    }
    if (nameFrom >= nameTo) {
      nameFrom = first;
      nameTo = last;
    }
    draft.host = texts.text(draft.bytes, nameFrom, nameTo);
    if (nameFrom != first || nameTo != last) {
      draft.add("", "path", texts.text(draft.bytes, first, last));
    }
  }
}
