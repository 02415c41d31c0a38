package dev.steward.logstore.filter;

import dev.steward.logstore.template.ByteKind;
import dev.steward.logstore.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where in lines of a template a text can stand.
 *
 * <p>Every place of the template is tried as the one where the text starts: in a constant piece, or
 * somewhere inside a slot's value. A value is a whole word, and no word goes on in the piece after
 * it; so the text leaves a slot where its run of word bytes ends, or at a dot in it, and there is
 * next to nothing to guess. Answers are kept, since parts share templates and queries come again.
 * Safe for any thread.
 */
final class TextInTemplate {
  private static final int MAX_KEPT = 1 << 11;

  private final byte[] text;
  private final Map<Template, Occurrence> known = new ConcurrentHashMap<>();

  TextInTemplate(byte[] text) {
    this.text = text;
  }

  Occurrence in(Template template) {
    Occurrence occurrence = known.get(template);
    if (occurrence == null) {
      occurrence = find(template);
      if (known.size() < MAX_KEPT) {
        known.put(template, occurrence);
      }
    }
    return occurrence;
  }

  private Occurrence find(Template template) {
    if (text.length == 0) {
      return Occurrence.ALWAYS;
    }
    if (template.isRaw()) {
      SlotTest whole = new SlotTest(0, text, false, false, (byte) 0);
      return new Occurrence(false, List.of(List.of(whole)));
    }
    List<List<SlotTest>> placements = new ArrayList<>();
    for (int piece = 0; piece <= template.slots(); piece++) {
      byte[] bytes = template.piece(piece);
      for (int at = 0; at < bytes.length; at++) {
        if (bytes[at] == text[0]) {
          int left = matchPiece(bytes, at, 0);
          if (left == text.length) {
            return Occurrence.ALWAYS;
          }
          if (left > 0 && piece < template.slots()) {
            inSlot(template, piece, left, List.of(), placements);
          }
        }
      }
      if (piece < template.slots()) {
        inSlot(template, piece, 0, List.of(), placements);
      }
    }
    return new Occurrence(false, placements);
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

  /** Notes the placements in which the text from a position on stands in a slot's value. */
  private void inSlot(
      Template template,
      int slot,
      int from,
      List<SlotTest> before,
      List<List<SlotTest>> placements) {
    int at = from;
    while (at < text.length && (ByteKind.isWord(text[at]) || isInnerDot(at, from))) {
      at++;
      if (at == text.length) {
        placements.add(with(before, SlotTest.of(slot, text, from, at, from > 0)));
      } else if (!ByteKind.isWord(text[at])) {
        afterSlot(template, slot, from, at, before, placements);
      }
    }
  }

  /** A dot between digits may belong to the value; the digit before it may lie before the text. */
  private boolean isInnerDot(int at, int from) {
    return text[at] == '.'
        && (at == from ? from == 0 : ByteKind.isDigit(text[at - 1]))
        && (at + 1 == text.length || ByteKind.isDigit(text[at + 1]));
  }

  private void afterSlot(
      Template template,
      int slot,
      int from,
      int to,
      List<SlotTest> before,
      List<List<SlotTest>> placements) {
    byte[] piece = template.piece(slot + 1);
    if (piece.length == 0 || piece[0] != text[to]) {
      return;
    }
    int left = matchPiece(piece, 0, to);
    if (left == text.length) {
      placements.add(with(before, SlotTest.of(slot, text, from, to, from > 0)));
    } else if (left == to + piece.length && slot + 1 < template.slots()) {
      List<SlotTest> tests = with(before, SlotTest.of(slot, text, from, to, from > 0));
      inSlot(template, slot + 1, left, tests, placements);
    }
  }

  private static List<SlotTest> with(List<SlotTest> before, SlotTest test) {
    List<SlotTest> tests = new ArrayList<>(before);
    tests.add(test);
    return List.copyOf(tests);
  }
}
