package dev.steward.logstore.block;

import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.Compression;
import dev.steward.logstore.bytes.CorruptDataException;
import dev.steward.logstore.template.Template;
import java.util.Arrays;

/**
 * Which template each line of a block has.
 *
 * @param templates the block's templates, by their ordinal in the block
 * @param kinds for each template and slot what kinds of bytes the values are made of
 * @param ordinals for each line its template's ordinal; never to be written
 */
public record ShapesSection(Template[] templates, byte[][] kinds, int[] ordinals) {
  /** Reads a section of a block with so many lines, in a part with these templates. */
  public static ShapesSection read(ByteSource from, int lines, Template[] dictionary)
      throws CorruptDataException {
    ByteSource plain = Compression.read(from);
    Template[] templates = new Template[plain.readCount()];
    byte[][] kinds = new byte[templates.length][];
    for (int i = 0; i < templates.length; i++) {
      templates[i] = dictionary[plain.readCount(dictionary.length - 1)];
      int kindsAt = plain.skip(templates[i].slots());
      kinds[i] = Arrays.copyOfRange(plain.array(), kindsAt, plain.position());
    }
    int[] ordinals = new int[lines];
    if (templates.length > 1) {
      for (int line = 0; line < lines; line++) {
        ordinals[line] = plain.readCount(templates.length - 1);
      }
    } else if (templates.length == 0 && lines > 0) {
      throw new CorruptDataException("templates: none (expected: one for " + lines + " lines)");
    }
    return new ShapesSection(templates, kinds, ordinals);
  }

  /** The template of a line. */
  public Template template(int line) {
    return templates[ordinals[line]];
  }
}
