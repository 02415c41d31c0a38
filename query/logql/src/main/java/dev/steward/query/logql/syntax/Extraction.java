package dev.steward.query.logql.syntax;

import dev.steward.spi.model.GoQuoting;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A label that a parser stage is asked for.
 *
 * @param label the label's name
 * @param source where its value stands in the line: a path or a name
 */
public record Extraction(String label, String source) {
  static String listText(List<Extraction> extractions) {
    return extractions.isEmpty()
        ? ""
        : extractions.stream().map(Extraction::toString).collect(Collectors.joining(", ", " ", ""));
  }

  @Override
  public String toString() {
    return label.equals(source) ? label : label + "=" + GoQuoting.quote(source);
  }
}
