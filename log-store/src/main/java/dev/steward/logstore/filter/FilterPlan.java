package dev.steward.logstore.filter;

import dev.steward.logstore.template.Template;
import dev.steward.spi.model.Line;
import dev.steward.spi.select.LineFilter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The filters of one query, with what they say of each template. For one thread.
 *
 * <p>A template's plan is made once, when it is first met: parts share equal templates.
 */
public final class FilterPlan {
  /** What is left to do for the lines of a template. */
  public sealed interface Step {
    /** No line of the template passes. */
    record None() implements Step {}

    /** Every line of the template passes. */
    record All() implements Step {}

    /** A line passes if it passes these filters. */
    record Look(List<LineFilter> filters) implements Step {
      /** Whether a line passes. */
      public boolean accepts(Line line) {
        return LineFilter.acceptsAll(filters, line);
      }
    }
  }

  private static final Step NONE = new Step.None();
  private static final Step ALL = new Step.All();

  private final List<LineFilter> filters;
  private final List<FilterVerdict> verdicts;
  private final Map<Template, Step> steps = new IdentityHashMap<>();

  /** The plan of filters that must all hold. */
  public FilterPlan(List<LineFilter> filters) {
    this.filters = filters;
    this.verdicts = filters.stream().map(FilterVerdict::of).toList();
  }

  /** Whether every line passes. */
  public boolean isEmpty() {
    return filters.isEmpty();
  }

  /** Whether a line passes, whatever its template. */
  public boolean accepts(Line line) {
    return LineFilter.acceptsAll(filters, line);
  }

  /** What is left to do for the lines of a template. */
  public Step step(Template template) {
    if (filters.isEmpty()) {
      return ALL;
    }
    return steps.computeIfAbsent(template, this::decide);
  }

  private Step decide(Template template) {
    List<LineFilter> left = new ArrayList<>();
    for (int i = 0; i < filters.size(); i++) {
      switch (verdicts.get(i).verdict(template)) {
        case NEVER -> {
          return NONE;
        }
        case MAYBE -> left.add(filters.get(i));
        case ALWAYS -> {
          // Nothing is left to do for this filter.
        }
      }
    }
    return left.isEmpty() ? ALL : new Step.Look(List.copyOf(left));
  }
}
