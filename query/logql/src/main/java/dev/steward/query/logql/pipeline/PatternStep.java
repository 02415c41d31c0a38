package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.syntax.CapturePattern;
import dev.steward.query.logql.syntax.CapturePattern.Capture;
import dev.steward.query.logql.syntax.CapturePattern.Literal;
import dev.steward.query.logql.syntax.Stage;
import dev.steward.spi.model.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes labels of a pattern's captures. A leading literal must start the line; each further one is
 * searched from the end of the one before; the first that is missing gives the rest of the line to
 * the capture before it and ends the search.
 */
final class PatternStep implements Step {
  /**
   * A capture and the literal that ends it.
   *
   * @param label the label, or null where the text is skipped
   * @param end the literal, or null where the capture goes to the end of the line
   */
  private record Section(@Nullable String label, byte @Nullable [] end) {}

  private final byte[] start;
  private final List<Section> sections = new ArrayList<>();
  private final ParserHints hints;

  PatternStep(Stage.Pattern stage, ParserHints hints) {
    this.hints = hints;
    List<CapturePattern.Part> parts = CapturePattern.parse(stage.pattern()).parts();
    int first = 0;
    if (parts.getFirst() instanceof Literal literal) {
      start = bytes(literal);
      first = 1;
    } else {
      start = new byte[0];
    }
    for (int i = first; i < parts.size(); i += 2) {
      Capture capture = (Capture) parts.get(i);
      boolean last = i + 1 == parts.size();
      sections.add(new Section(capture.label(), last ? null : bytes((Literal) parts.get(i + 1))));
    }
  }

  private static byte[] bytes(Literal literal) {
    return literal.text().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean process(WorkEntry entry) {
    Line line = entry.line();
    if (line.length() == 0 || line.indexOf(start, 0) != 0 || hints.isSatisfied(entry.labels())) {
      return true;
    }
    int at = start.length;
    for (Section section : sections) {
      int end = section.end() == null ? -1 : line.indexOf(section.end(), at);
      take(entry.labels(), section.label(), line, at, end < 0 ? line.length() : end);
      if (end < 0 || section.end() == null) {
        break;
      }
      at = end + section.end().length;
    }
    return true;
  }

  private void take(EntryLabels labels, @Nullable String label, Line line, int from, int to) {
    if (label != null) {
      String name = labels.freeName(label);
      if (hints.wants(name) && !labels.wasParsed(name)) {
        String value =
            new String(line.array(), line.offset() + from, to - from, StandardCharsets.UTF_8);
        labels.set(EntryLabels.Kind.PARSED, name, value);
      }
    }
  }
}
