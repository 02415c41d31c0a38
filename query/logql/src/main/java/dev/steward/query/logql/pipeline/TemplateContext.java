package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.functions.LineFunctions;
import dev.steward.query.template.Function;
import dev.steward.query.template.Functions;
import dev.steward.query.template.GoTime;
import dev.steward.query.template.Template;
import dev.steward.query.template.TemplateException;
import dev.steward.query.template.TextMap;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a stage's templates see of the entry worked on. For one thread. */
final class TemplateContext {
  private static final Functions SHARED = LineFunctions.all(InstantSource.system());

  private final Functions functions;
  private @Nullable WorkEntry current;

  TemplateContext() {
    this.functions =
        SHARED.with(
            Function.of("__line__", none -> current == null ? "" : current.line().toString()),
            Function.of(
                "__timestamp__",
                none -> GoTime.ofNanos(current == null ? 0 : current.timestampNanos())));
  }

  /**
   * Reads a template.
   *
   * @param name its name in errors
   * @param problem what to say before the error
   * @throws IllegalArgumentException if it is not well-formed
   */
  Template parse(String name, String source, String problem) {
    try {
      return Template.parse(name, source, functions, Template.Options.DEFAULT);
    } catch (TemplateException e) {
      throw new IllegalArgumentException(problem + ": " + e.getMessage(), e);
    }
  }

  /** The labels that a template names; none where it is not well-formed. */
  static Set<String> labelNames(String source) {
    try {
      return new TemplateContext().parse("", source, "").fieldNames();
    } catch (IllegalArgumentException e) {
      return Set.of();
    }
  }

  /** Sets the entry that templates see. */
  void work(WorkEntry entry) {
    current = entry;
  }

  /** The labels of an entry, the errors among them, as a template's data. */
  static TextMap labels(EntryLabels labels) {
    Map<String, String> map = new HashMap<>();
    labels.forEach(map::put);
    String error = labels.error();
    String details = labels.errorDetails();
    if (error != null) {
      map.put(EntryLabels.ERROR, error);
    }
    if (details != null) {
      map.put(EntryLabels.ERROR_DETAILS, details);
    }
    return new TextMap(map);
  }
}
