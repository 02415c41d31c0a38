package dev.steward.logstore.filter;

import dev.steward.logstore.template.Template;
import dev.steward.spi.select.AddressRange;
import dev.steward.spi.select.LineFilter;
import dev.steward.spi.select.LinePattern;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What one filter says of templates. */
sealed interface FilterVerdict {
  Verdict verdict(Template template);

  static FilterVerdict of(LineFilter filter) {
    return switch (filter) {
      case LineFilter.Contains contains ->
          new Holds(new TextInTemplate(contains.text().getBytes(StandardCharsets.UTF_8)));
      case LineFilter.Matches matches ->
          new Needs(texts(RegexLiterals.of(matches.regex().source())));
      case LineFilter.HasPattern pattern -> new Needs(literals(pattern.pattern()));
      case LineFilter.HasAddress address -> new NeedsSlot(address.range());
      case LineFilter.Not not -> new Negated(of(not.filter()));
      case LineFilter.AnyOf any -> new Any(any.filters().stream().map(FilterVerdict::of).toList());
    };
  }

  private static List<TextInTemplate> texts(List<String> literals) {
    return literals.stream()
        .map(text -> new TextInTemplate(text.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private static List<TextInTemplate> literals(LinePattern pattern) {
    return pattern.literals().stream().map(TextInTemplate::new).toList();
  }

  /** The line must hold a text, and that is all. */
  record Holds(TextInTemplate text) implements FilterVerdict {
    @Override
    public Verdict verdict(Template template) {
      return text.in(template).verdict();
    }
  }

  /** The line must hold several texts, and more is asked of it. */
  record Needs(List<TextInTemplate> texts) implements FilterVerdict {
    @Override
    public Verdict verdict(Template template) {
      for (TextInTemplate text : texts) {
        if (text.in(template).verdict() == Verdict.NEVER) {
          return Verdict.NEVER;
        }
      }
      return Verdict.MAYBE;
    }
  }

  /** An IPv4 address has digits, which stand in slots alone. */
  record NeedsSlot(AddressRange range) implements FilterVerdict {
    @Override
    public Verdict verdict(Template template) {
      return range.bytes() == 4 && template.slots() == 0 ? Verdict.NEVER : Verdict.MAYBE;
    }
  }

  /** The other filter must refuse the line. */
  record Negated(FilterVerdict filter) implements FilterVerdict {
    @Override
    public Verdict verdict(Template template) {
      return filter.verdict(template).negated();
    }
  }

  /** One of several filters must accept the line. */
  record Any(List<FilterVerdict> filters) implements FilterVerdict {
    @Override
    public Verdict verdict(Template template) {
      Verdict best = Verdict.NEVER;
      for (FilterVerdict filter : filters) {
        Verdict verdict = filter.verdict(template);
        best = verdict.compareTo(best) > 0 ? verdict : best;
      }
      return best;
    }
  }
}
