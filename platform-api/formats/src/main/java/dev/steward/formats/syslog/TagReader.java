package dev.steward.formats.syslog;

/**
 * Reads what stands between the header of RFC 3164 and the text: {@code app[pid]:} in its many
 * forms. For one thread.
 *
 * <p>A tag is cut from the text only if a colon or a process id ends it; a first word without
 * either names the app and stays in the text, since nobody can tell it from the text's first word.
 */
final class TagReader {
  private static final int MAX_TAG = 255;
  private static final int MAX_PROCID = 128;

  private final TextCache texts;

  TagReader(TextCache texts) {
    this.texts = texts;
  }

  /** Reads a tag at {@link Draft#at}, if there is one. */
  void read(Draft draft) {
    if (draft.is(draft.at, '%')) {
      mnemonic(draft);
      return;
    }
    int nameEnd = nameEnd(draft, draft.at);
    if (nameEnd == draft.at || !holdsLetter(draft, draft.at, nameEnd)) {
      return;
    }
    if (draft.is(nameEnd, ':')) {
      colonTag(draft, nameEnd);
    } else if (draft.is(nameEnd, '[')) {
      bracketTag(draft, nameEnd);
    } else if (isWordEnd(draft, nameEnd) && isPlainWord(draft, draft.at, nameEnd)) {
      draft.app = texts.text(draft.bytes, draft.at, nameEnd);
    }
  }

  /** Reads {@code app[pid]:} or {@code app:} only, as text in another envelope may start. */
  void readWithColon(Draft draft) {
    int nameEnd = nameEnd(draft, draft.at);
    if (endsTag(draft, nameEnd)) {
      read(draft);
    }
  }

  /** Whether a tag that a colon ends starts at a position. */
  boolean isTagWithColon(Draft draft, int from) {
    return endsTag(draft, nameEnd(draft, from));
  }

  private static boolean endsTag(Draft draft, int nameEnd) {
    if (draft.is(nameEnd, '[')) {
      int close = procidEnd(draft, nameEnd + 1);
      return close > 0 && draft.is(close + 1, ':');
    }
    return draft.is(nameEnd, ':') && isTextStart(draft, nameEnd + 1);
  }

  private void colonTag(Draft draft, int nameEnd) {
    boolean drive = nameEnd - draft.at == 1 && !isTextStart(draft, nameEnd + 1);
    boolean url = draft.is(nameEnd + 1, '/') && draft.is(nameEnd + 2, '/');
    if (drive || url || draft.is(nameEnd + 1, ':')) {
      return;
    }
    draft.app = texts.text(draft.bytes, draft.at, nameEnd);
    if (!isKeptWhole(draft.app)) {
      draft.at = afterColon(draft, nameEnd);
    }
  }

  /** Texts of these formats start with their name, and their own parsers want to see it. */
  private static boolean isKeptWhole(String app) {
    return app.equals("CEF") || app.equals("LEEF");
  }

  private void bracketTag(Draft draft, int nameEnd) {
    int close = procidEnd(draft, nameEnd + 1);
    if (close < 0) {
      return;
    }
    draft.app = texts.text(draft.bytes, draft.at, nameEnd);
    draft.procid = texts.text(draft.bytes, nameEnd + 1, close);
    int after = close + 1;
    if (draft.is(after, ':')) {
      draft.at = afterColon(draft, after);
    } else {
      draft.at = draft.is(after, ' ') ? after + 1 : after;
    }
  }

  /** {@code %FACILITY-SEVERITY-MNEMONIC: text} of Cisco devices; the text keeps all of it. */
  private void mnemonic(Draft draft) {
    int from = draft.at + 1;
    int end = from;
    int hyphen = -1;
    while (end < draft.end && end - from < MAX_TAG && isMnemonicByte(draft.bytes[end])) {
      if (hyphen < 0 && draft.bytes[end] == '-') {
        hyphen = end;
      }
      end++;
    }
    if (hyphen > from && draft.is(end, ':')) {
      draft.app = texts.text(draft.bytes, from, hyphen);
      draft.msgid = texts.text(draft.bytes, from, end);
    }
  }

  private static boolean isMnemonicByte(byte b) {
    return (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-' || b == '_' || b == '/';
  }

  private static int afterColon(Draft draft, int colon) {
    return draft.is(colon + 1, ' ') ? colon + 2 : colon + 1;
  }

  private static int nameEnd(Draft draft, int from) {
    int position = from;
    int limit = Math.min(draft.end, from + MAX_TAG + 1);
    while (position < limit && isNameByte(draft.bytes[position])) {
      position++;
    }
    return position - from > MAX_TAG ? from : position;
  }

  private static boolean isNameByte(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b < 0
        || "_./-@+()$~!".indexOf(b) >= 0;
  }

  private static boolean holdsLetter(Draft draft, int from, int to) {
    for (int position = from; position < to; position++) {
      int lower = draft.bytes[position] | 0x20;
      if ((lower >= 'a' && lower <= 'z') || draft.bytes[position] < 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether a word without a colon could be a program's name. */
  private static boolean isPlainWord(Draft draft, int from, int to) {
    if (to - from < 2) {
      return false;
    }
    for (int position = from; position < to; position++) {
      if (draft.bytes[position] < 0 || "()$~!@+".indexOf(draft.bytes[position]) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** A space or the end; a tab, also escaped as {@code #011}, as Snare writes it. */
  private static boolean isWordEnd(Draft draft, int position) {
    return position == draft.end
        || draft.bytes[position] == ' '
        || draft.bytes[position] == '\t'
        || draft.bytes[position] == '#';
  }

  private static boolean isTextStart(Draft draft, int position) {
    return position >= draft.end || draft.bytes[position] == ' ' || draft.bytes[position] == '\t';
  }

  /** The position of the bracket that closes a process id, or -1. */
  private static int procidEnd(Draft draft, int from) {
    int limit = Math.min(draft.end, from + MAX_PROCID + 1);
    for (int position = from; position < limit; position++) {
      byte b = draft.bytes[position];
      if (b == ']') {
        return position;
      }
      if (b == '[' || (b >= 0 && b < ' ')) {
        return -1;
      }
    }
    return -1;
  }
}
