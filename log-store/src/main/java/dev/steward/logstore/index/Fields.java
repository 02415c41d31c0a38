package dev.steward.logstore.index;

import dev.steward.logstore.template.Template;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;

/** Names of the index's fields, and how their terms are made. */
final class Fields {
  static final String PART = "part";
  static final String BLOCK = "block";
  static final String FIRST = "first";
  static final String LAST = "last";
  static final String LABEL = "label";
  static final String LEVEL = "level";
  static final String TEMPLATE = "template";

  static final String KIND = "kind";
  static final String TEMPLATE_KIND = "template";
  static final String SHAPE = "shape";
  static final String SERVICE = "service";
  static final String PIECES = "pieces";
  static final String FIRST_SEEN = "firstSeen";

  private Fields() {}

  static String label(String name, String value) {
    // A term has at most 32766 bytes; a longer value is found by its beginning.
    String shown = value.length() > 8000 ? value.substring(0, 8000) : value;
    return (name.length() > 2000 ? name.substring(0, 2000) : name) + '\0' + shown;
  }

  static BytesRef hash(Template template) {
    byte[] bytes = new byte[Long.BYTES];
    NumericUtils.longToSortableBytes(template.hash(), bytes, 0);
    return new BytesRef(bytes);
  }
}
