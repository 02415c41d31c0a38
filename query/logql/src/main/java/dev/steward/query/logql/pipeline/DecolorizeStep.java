package dev.steward.query.logql.pipeline;

import dev.steward.spi.model.Line;

/**
 * Takes terminal sequences out of the line: ESC {@code [}, parameters, and the letter that ends
 * them.
 */
final class DecolorizeStep implements Step {
  private static final byte ESCAPE = 0x1b;

  @Override
  public boolean process(WorkEntry entry) {
    Line line = entry.line();
    if (line.indexOf(new byte[] {ESCAPE, '['}, 0) >= 0) {
      entry.setLine(without(line));
    }
    return true;
  }

  private static Line without(Line line) {
    byte[] kept = new byte[line.length()];
    int size = 0;
    int at = 0;
    while (at < line.length()) {
      int end = endOfSequence(line, at);
      if (end > at) {
        at = end;
      } else {
        kept[size++] = line.byteAt(at++);
      }
    }
    return Line.wrap(kept, 0, size);
  }

  private static int endOfSequence(Line line, int start) {
    if (line.byteAt(start) != ESCAPE
        || start + 1 >= line.length()
        || line.byteAt(start + 1) != '[') {
      return start;
    }
    for (int at = start + 2; at < line.length(); at++) {
      byte b = line.byteAt(at);
      if (b >= 0x40 && b <= 0x7e) {
        return at + 1;
      }
      if (b < 0x20) {
        break;
      }
    }
    return start;
  }
}
