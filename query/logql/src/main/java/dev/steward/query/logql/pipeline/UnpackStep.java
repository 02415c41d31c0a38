package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.pipeline.EntryLabels.Kind;
import dev.steward.query.logql.pipeline.JsonReader.ValueType;
import dev.steward.spi.model.Line;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Undoes an agent's packing: the text members of the JSON object become labels, and the member
 * {@code _entry} becomes the line. A line without that member was not packed and stays as it is.
 */
final class UnpackStep implements Step {
  private static final String PACKED_LINE = "_entry";

  /** The words that Loki has for a line that is no object; the number is that of the type. */
  private static final String NO_OBJECT = "expecting json object(6), but it is not";

  private final ParserHints hints;
  private final JsonReader json = new JsonReader();
  private final List<String> found = new ArrayList<>();

  UnpackStep(ParserHints hints) {
    this.hints = hints;
  }

  @Override
  public boolean process(WorkEntry entry) {
    EntryLabels labels = entry.labels();
    if (entry.line().length() == 0 || hints.isSatisfied(labels)) {
      return true;
    }
    found.clear();
    boolean isObject = entry.line().byteAt(0) == '{';
    String packed = isObject ? read(entry.line(), labels) : null;
    String problem = isObject ? json.problem() : NO_OBJECT;
    if (problem != null) {
      labels.failParsing(StageError.JSON, problem, hints);
    } else if (packed != null) {
      for (int i = 0; i < found.size(); i += 2) {
        labels.set(Kind.PARSED, found.get(i), found.get(i + 1));
      }
      entry.setLine(Line.of(packed));
    }
    return true;
  }

  private @Nullable String read(Line line, EntryLabels labels) {
    String packed = null;
    if (!json.openObject(line)) {
      return null;
    }
    while (json.nextMember()) {
      if (json.type() == ValueType.OBJECT) {
        json.skipMember();
      } else if (json.type() == ValueType.STRING) {
        String key = json.key();
        if (key.equals(PACKED_LINE)) {
          packed = json.value();
        } else if (!key.isBlank()) {
          String name = labels.freeName(key);
          if (hints.wants(name) && !labels.wasParsed(name)) {
            found.add(LabelNames.sanitized(name));
            found.add(json.value());
          }
        }
      }
    }
    return packed;
  }
}
