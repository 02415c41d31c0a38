package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.syntax.LabelCondition;
import dev.steward.query.logql.syntax.Stage;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The stages of one query, ready to run. For one thread: made anew for each query. */
public final class Pipeline {
  private final Step[] steps;
  private final WorkEntry entry = new WorkEntry();

  private Pipeline(Step[] steps) {
    this.steps = steps;
  }

  /**
   * Makes stages ready.
   *
   * @param stages the stages
   * @param hints which labels are of use to whoever sees the result
   * @throws StewardException if a template or a path is not well-formed
   */
  public static Pipeline of(List<Stage> stages, ParserHints hints) {
    return new Pipeline(stages.stream().map(stage -> step(stage, hints)).toArray(Step[]::new));
  }

  /** A pipeline of one label filter. */
  public static Pipeline of(List<LabelCondition> conditions) {
    return new Pipeline(conditions.stream().map(LabelFilterStep::of).toArray(Step[]::new));
  }

  /**
   * The labels that a stage's templates name. A template that goes over all labels sees, in a
   * metric query, only those that the query names somewhere, as with Loki.
   */
  public static Set<String> labelNames(Stage stage) {
    return switch (stage) {
      case Stage.LineFormat format -> TemplateContext.labelNames(format.template());
      case Stage.LabelFormat format -> {
        Set<String> names = new HashSet<>();
        for (Stage.LabelFormat.Assignment one : format.assignments()) {
          String template = one.template();
          if (template != null) {
            names.addAll(TemplateContext.labelNames(template));
          }
        }
        yield names;
      }
      default -> Set.of();
    };
  }

  private static Step step(Stage stage, ParserHints hints) {
    try {
      return switch (stage) {
        case Stage.LineMatch match -> new LineFilterStep(match.toFilter());
        case Stage.Json json ->
            json.extractions().isEmpty()
                ? new JsonStep(hints)
                : new JsonExtractStep(json.extractions(), hints);
        case Stage.Logfmt logfmt ->
            logfmt.extractions().isEmpty()
                ? new LogfmtStep(logfmt, hints)
                : new LogfmtExtractStep(logfmt, hints);
        case Stage.Regexp regexp -> new RegexpStep(regexp, hints);
        case Stage.Pattern pattern -> new PatternStep(pattern, hints);
        case Stage.Unpack ignored -> new UnpackStep(hints);
        case Stage.LineFormat format -> new LineFormatStep(format);
        case Stage.LabelFormat format -> new LabelFormatStep(format);
        case Stage.Decolorize ignored -> new DecolorizeStep();
        case Stage.Drop drop -> new DropStep(drop);
        case Stage.Keep keep -> new KeepStep(keep);
        case Stage.LabelFilter filter -> LabelFilterStep.of(filter.condition());
      };
    } catch (IllegalArgumentException e) {
      throw new StewardException(ErrorCode.INVALID_ARGUMENT, "parse error : " + e.getMessage(), e);
    }
  }

  /**
   * Sends an entry through the stages.
   *
   * @return whether it passes; {@link #entry} then holds what became of it
   */
  public boolean process(Labels stream, LogEntry stored) {
    entry.labels().start(stream, stored.metadata());
    entry.setTimestampNanos(stored.timestampNanos());
    entry.setLine(stored.line());
    return process(entry);
  }

  /** Sends an entry that is on its way already through these stages too. */
  public boolean process(WorkEntry on) {
    for (Step step : steps) {
      if (!step.process(on)) {
        return false;
      }
    }
    return true;
  }

  /** The entry processed last; valid until the next. */
  public WorkEntry entry() {
    return entry;
  }

  /** Whether there is no stage. */
  public boolean isEmpty() {
    return steps.length == 0;
  }
}
