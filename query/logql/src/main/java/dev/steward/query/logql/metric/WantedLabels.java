package dev.steward.query.logql.metric;

import dev.steward.query.logql.pipeline.EntryLabels;
import dev.steward.query.logql.pipeline.ParserHints;
import dev.steward.query.logql.pipeline.Pipeline;
import dev.steward.query.logql.syntax.LabelCondition;
import dev.steward.query.logql.syntax.LogRange;
import dev.steward.query.logql.syntax.Stage;
import dev.steward.query.logql.syntax.Unwrap;
import dev.steward.query.value.Grouping;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the labels that a range aggregation needs its parsers to make. */
final class WantedLabels {
  private static final String COLLISION_SUFFIX = "_extracted";

  private final Set<String> names = new HashSet<>();

  private WantedLabels() {}

  /** The labels that matter, given which labels tell series apart. */
  static ParserHints of(LogRange range, @Nullable Grouping grouping) {
    if (grouping == null || grouping.without()) {
      return ParserHints.ALL;
    }
    WantedLabels wanted = new WantedLabels();
    grouping.labels().forEach(wanted::add);
    for (Stage stage : range.logs().stages()) {
      Pipeline.labelNames(stage).forEach(wanted::add);
      if (stage instanceof Stage.LabelFilter filter) {
        wanted.addAll(filter.condition());
      } else if (stage instanceof Stage.LabelFormat format) {
        format.assignments().forEach(assignment -> wanted.add(assignment.source()));
      }
    }
    Unwrap unwrap = range.unwrap();
    if (unwrap != null) {
      wanted.add(unwrap.label());
      unwrap.filters().forEach(wanted::addAll);
    }
    return new ParserHints(wanted.names, wanted.names.contains(EntryLabels.ERROR));
  }

  private void add(@Nullable String name) {
    if (name == null) {
      return;
    }
    names.add(name);
    if (name.endsWith(COLLISION_SUFFIX)) {
      names.add(name.substring(0, name.length() - COLLISION_SUFFIX.length()));
    }
  }

  private void addAll(LabelCondition condition) {
    switch (condition) {
      case LabelCondition.Text text -> add(text.matcher().name());
      case LabelCondition.Number number -> add(number.label());
      case LabelCondition.Duration duration -> add(duration.label());
      case LabelCondition.Bytes bytes -> add(bytes.label());
      case LabelCondition.Address address -> add(address.label());
      case LabelCondition.And and -> {
        addAll(and.left());
        addAll(and.right());
      }
      case LabelCondition.Or or -> {
        addAll(or.left());
        addAll(or.right());
      }
    }
  }
}
