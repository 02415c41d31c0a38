package dev.steward.logstore.template;

import dev.steward.logstore.bytes.ByteSink;
import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.CorruptDataException;
import java.util.ArrayList;
import java.util.List;

/** Templates as bytes: the number of pieces (0 for the raw template), then each piece. */
public final class TemplateCodec {
  private TemplateCodec() {}

  /** Appends a template. */
  public static void write(Template template, ByteSink to) {
    if (template.isRaw()) {
      to.writeVarint(0);
      return;
    }
    to.writeVarint(template.slots() + 1);
    for (int i = 0; i <= template.slots(); i++) {
      byte[] piece = template.piece(i);
      to.writeSized(piece, 0, piece.length);
    }
  }

  /** Reads a template. */
  public static Template read(ByteSource from) throws CorruptDataException {
    int count = from.readCount();
    if (count == 0) {
      return Template.RAW;
    }
    List<byte[]> pieces = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int length = from.readCount();
      int at = from.skip(length);
      pieces.add(Template.pieceOf(from.array(), at, at + length));
    }
    return Template.of(pieces);
  }
}
