package dev.steward.logstore.filter;

import dev.steward.logstore.template.Template;
import dev.steward.spi.model.Line;
import dev.steward.spi.select.LineFilter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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

    /** A line passes if it passes all of these. */
    record Look(List<Check> checks) implements Step {
      /** Copies the list. */
      public Look {
        checks = List.copyOf(checks);
      }
    }
  }

  /**
   * What one filter asks of lines of a template.
   *
   * @param texts texts that the line must hold
   * @param rest what the whole line must pass besides, or null where the texts are all
   */
  public record Check(List<Occurrence> texts, @Nullable LineFilter rest) {
    /** Copies the list. */
    public Check {
      texts = List.copyOf(texts);
    }
  }

  private static final Step NONE = new Step.None();
  private static final Step ALL = new Step.All();

  private final List<LineFilter> filters;
  private final FilterMemory memory;
  private final List<FilterVerdict> verdicts;
  private final Map<Template, Step> steps = new IdentityHashMap<>();

  /** The plan of filters that must all hold. */
  public FilterPlan(List<LineFilter> filters, FilterMemory memory) {
    this.filters = filters;
    this.memory = memory;
    this.verdicts = filters.stream().map(memory::verdict).toList();
  }

  /** Whether every line passes. */
  public boolean isEmpty() {
    return filters.isEmpty();
  }

  /** Whether a line passes, whatever its template. */
  public boolean accepts(Line line) {
    return LineFilter.acceptsAll(filters, line);
  }

  /**
   * Whether a line of a template may pass.
   *
   * @param allowed whether a value of a slot may pass a test
   */
  public boolean mayPass(Template template, Predicate<SlotTest> allowed) {
    return mayPass(step(template), allowed);
  }

  private static boolean mayPass(Step step, Predicate<SlotTest> allowed) {
    return switch (step) {
      case Step.None none -> false;
      case Step.All all -> true;
      case Step.Look look -> {
        for (Check check : look.checks()) {
          for (Occurrence text : check.texts()) {
            if (!text.isPossible(allowed)) {
              yield false;
            }
          }
        }
        yield true;
      }
    };
  }

  /** The templates of a set of which a line may pass. */
  public List<Template> possible(ShapeSet set) {
    return memory.possible(filters, set, () -> findPossible(set));
  }

  private List<Template> findPossible(ShapeSet set) {
    List<Template> possible = new ArrayList<>();
    for (int i = 0; i < set.size(); i++) {
      byte[] kinds = set.kinds(i);
      Step step = decide(set.template(i));
      if (mayPass(step, test -> SlotKinds.allow(kinds, 0, test))) {
        possible.add(set.template(i));
      }
    }
    return possible;
  }

  /** What is left to do for the lines of a template. */
  public Step step(Template template) {
    if (filters.isEmpty()) {
      return ALL;
    }
    Step known = steps.get(template);
    if (known == null) {
      known = decide(template);
      steps.put(template, known);
    }
    return known;
  }

  private Step decide(Template template) {
    List<Check> left = new ArrayList<>();
    for (int i = 0; i < filters.size(); i++) {
      FilterVerdict verdict = verdicts.get(i);
      switch (verdict.verdict(template)) {
        case NEVER -> {
          return NONE;
        }
        case MAYBE -> left.add(check(verdict, filters.get(i), template));
        case ALWAYS -> {
          // Nothing is left to do for this filter.
        }
      }
    }
    return left.isEmpty() ? ALL : new Step.Look(left);
  }

  private static Check check(FilterVerdict verdict, LineFilter filter, Template template) {
    return switch (verdict) {
      case FilterVerdict.Holds holds -> new Check(List.of(holds.text().in(template)), null);
      case FilterVerdict.Needs needs ->
          new Check(
              needs.texts().stream()
                  .map(text -> text.in(template))
                  .filter(occurrence -> !occurrence.always())
                  .toList(),
              filter);
      case FilterVerdict.NeedsSlot needs -> new Check(List.of(), filter);
      case FilterVerdict.Negated negated -> new Check(List.of(), filter);
      case FilterVerdict.Any any -> new Check(List.of(), filter);
    };
  }
}
