package dev.steward.logstore.filter;

import dev.steward.logstore.template.Template;
import dev.steward.logstore.template.WordBytes;

/**
 * Whether lines of a template can hold a text.
 *
 * <p>Every place of the template is tried as the one where the text starts: in a constant piece, or
 * somewhere inside a slot's value. A value is a whole word, and no word goes on in the piece after
 * it; so the text leaves a slot where its run of word bytes ends, or at a dot in it, and there is
 * nothing to guess.
 */
final class TextInTemplate {
  private final byte[] text;

  TextInTemplate(byte[] text) {
    this.text = text;
  }

  Verdict verdict(Template template) {
    if (text.length == 0) {
      return Verdict.ALWAYS;
    }
    if (template.isRaw()) {
      return Verdict.MAYBE;
    }
    boolean possible = false;
    for (int piece = 0; piece <= template.slots(); piece++) {
      byte[] bytes = template.piece(piece);
      for (int at = 0; at < bytes.length; at++) {
        if (bytes[at] == text[0]) {
          int left = matchPiece(bytes, at, 0);
          if (left == text.length) {
            return Verdict.ALWAYS;
          }
          possible |= left > 0 && piece < template.slots() && inSlot(template, piece, left);
        }
      }
      possible |= piece < template.slots() && inSlot(template, piece, 0);
    }
    return possible ? Verdict.MAYBE : Verdict.NEVER;
  }

  /**
   * How far the text goes on when it stands in a piece: to its own end, to the piece's end, or -1
   * where they differ before.
   */
  private int matchPiece(byte[] piece, int from, int textFrom) {
    int at = textFrom;
    for (int i = from; i < piece.length && at < text.length; i++, at++) {
      if (piece[i] != text[at]) {
        return -1;
      }
    }
    return at;
  }

  /** Whether the text from a position on can stand from inside a slot's value. */
  private boolean inSlot(Template template, int slot, int textFrom) {
    if (textFrom == text.length) {
      return true;
    }
    for (int at = textFrom; WordBytes.isWord(text[at]) || isInnerDot(at, textFrom); ) {
      at++;
      if (at == text.length) {
        return true;
      }
      boolean ends = !WordBytes.isWord(text[at]);
      if (ends && afterSlot(template, slot, at)) {
        return true;
      }
    }
    // The value may have ended just before the text, which then starts in the piece after it: that
    // start is tried on its own.
    return false;
  }

  /** A dot between digits may belong to the value; the digit before it may lie before the text. */
  private boolean isInnerDot(int at, int textFrom) {
    return text[at] == '.'
        && (at == textFrom ? textFrom == 0 : WordBytes.isDigit(text[at - 1]))
        && (at + 1 == text.length || WordBytes.isDigit(text[at + 1]));
  }

  private boolean afterSlot(Template template, int slot, int textFrom) {
    byte[] piece = template.piece(slot + 1);
    int left = matchPiece(piece, 0, textFrom);
    if (left == text.length) {
      return true;
    }
    boolean pieceEnded = left == textFrom + piece.length;
    return left >= 0
        && pieceEnded
        && slot + 1 < template.slots()
        && inSlot(template, slot + 1, left);
  }
}
