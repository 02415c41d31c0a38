package dev.steward.formats.syslog;

/**
 * Reads the structured data of RFC 5424. An unescaped bracket within a quoted value is tolerated,
 * as is an unknown escape; what is not structured data at all is left for the text. For one thread.
 *
 * <p>Bounds: 128 parameters; a message with more keeps all of its structured data in its text.
 */
final class StructuredDataReader {
  private static final int MAX_PARAMETERS = 128;

  private final TextCache texts;
  private final StringBuilder unescaped = new StringBuilder();

  StructuredDataReader(TextCache texts) {
    this.texts = texts;
  }

  /** Reads {@code -} or elements at {@link Draft#at}, which moves behind them if they are whole. */
  void read(Draft draft) {
    if (draft.is(draft.at, '-')) {
      if (draft.at + 1 == draft.end || draft.bytes[draft.at + 1] == ' ') {
        draft.at++;
      }
      return;
    }
    int end = scan(draft, draft.at, false);
    if (end > draft.at) {
      scan(draft, draft.at, true);
      draft.at = end;
    }
  }

  /** The position after all elements from a position on, or -1; adds the parameters if asked to. */
  private int scan(Draft draft, int from, boolean add) {
    int position = from;
    int parameters = 0;
    while (draft.is(position, '[')) {
      int idEnd = nameEnd(draft, position + 1);
      if (idEnd == position + 1) {
        return -1;
      }
      String id = add ? texts.text(draft.bytes, position + 1, idEnd) : "";
      int at = skipSpaces(draft, idEnd);
      int before = parameters;
      while (!draft.is(at, ']')) {
        int next = parameter(draft, at, id, add);
        if (next < 0 || ++parameters > MAX_PARAMETERS) {
          return -1;
        }
        at = skipSpaces(draft, next);
      }
      if (add && parameters == before) {
        draft.add(id, "", "");
      }
      position = at + 1;
    }
    return position == from || (position < draft.end && draft.bytes[position] != ' ')
        ? -1
        : position;
  }

  /** Reads {@code name="value"}; gives the position after it, or -1. */
  private int parameter(Draft draft, int from, String id, boolean add) {
    int nameEnd = nameEnd(draft, from);
    if (nameEnd == from || !draft.is(nameEnd, '=') || !draft.is(nameEnd + 1, '"')) {
      return -1;
    }
    int valueFrom = nameEnd + 2;
    int close = valueFrom;
    boolean escaped = false;
    while (close < draft.end && draft.bytes[close] != '"') {
      boolean escape = draft.bytes[close] == '\\' && close + 1 < draft.end;
      escaped |= escape;
      close += escape ? 2 : 1;
    }
    if (close >= draft.end) {
      return -1;
    }
    if (add) {
      String value = texts.text(draft.bytes, valueFrom, close);
      draft.add(id, texts.text(draft.bytes, from, nameEnd), escaped ? unescape(value) : value);
    }
    return close + 1;
  }

  private String unescape(String value) {
    unescaped.setLength(0);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length() && "\"\\]".indexOf(value.charAt(i + 1)) >= 0) {
        i++;
        c = value.charAt(i);
      }
      unescaped.append(c);
    }
    return unescaped.toString();
  }

  private static int nameEnd(Draft draft, int from) {
    int position = from;
    while (position < draft.end
        && draft.bytes[position] > ' '
        && "=]\"".indexOf(draft.bytes[position]) < 0) {
      position++;
    }
    return position;
  }

  private static int skipSpaces(Draft draft, int from) {
    int position = from;
    while (draft.is(position, ' ')) {
      position++;
    }
    return position;
  }
}
