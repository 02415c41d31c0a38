package dev.steward.query.logql.conformance;

import dev.steward.query.logql.LogqlEngine;
import dev.steward.query.logql.LogqlOptions;
import dev.steward.query.logql.conformance.Script.Eval;
import dev.steward.query.logql.conformance.Script.ExpectedFailure;
import dev.steward.query.logql.conformance.Script.Moments;
import dev.steward.query.logql.conformance.Script.ScriptEntry;
import dev.steward.query.value.QueryValue;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.QueryContext;
import dev.steward.testkit.store.log.InMemoryLogStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a script loaded, and the engine over it. */
final class ScriptStore {
  private InMemoryLogStore store = new InMemoryLogStore();

  void clear() {
    store.close();
    store = new InMemoryLogStore();
  }

  /** Stores entries as a push does: equal entries once. */
  void load(Script.Load load) {
    Map<Labels, List<LogEntry>> streams = new LinkedHashMap<>();
    for (ScriptEntry entry : load.entries()) {
      streams
          .computeIfAbsent(entry.stream(), key -> new ArrayList<>())
          .add(new LogEntry(entry.timestampNanos(), entry.text(), entry.metadata()));
    }
    List<LogBatch.Stream> batch = new ArrayList<>();
    streams.forEach((labels, entries) -> batch.add(new LogBatch.Stream(labels, entries)));
    store.append(new LogBatch(null, LogBatch.Duplicates.DROPPED, batch)).join();
  }

  /** What is wrong with a query's answer, or null. */
  @Nullable String check(Eval eval) {
    ExpectedFailure failure = eval.expectation().failure();
    QueryValue value;
    try {
      value = evaluate(eval);
    } catch (StewardException e) {
      return failure == null
          ? "expected an answer, got the error " + oneLine(String.valueOf(e.getMessage()))
          : checkFailure(failure, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return "expected an answer or a clear error, got " + oneLine(e.toString());
    }
    return failure != null
        ? "expected a failure, got " + Answer.text(value)
        : Answer.difference(eval, value);
  }

  private QueryValue evaluate(Eval eval) {
    LogqlEngine engine = new LogqlEngine(store, LogqlOptions.UNLIMITED);
    QueryContext context = QueryContext.unlimited();
    Moments moments = eval.moments();
    return moments.isInstant()
        ? engine.instant(eval.query(), moments.startNanos(), context)
        : engine.range(
            eval.query(), moments.startNanos(), moments.endNanos(), moments.stepNanos(), context);
  }

  private static @Nullable String checkFailure(ExpectedFailure failure, String message) {
    String text = failure.message();
    String regex = failure.regex();
    if (text != null && !message.contains(text)) {
      return "expected an error with '" + text + "', got " + oneLine(message);
    }
    if (regex != null && !Pattern.compile(regex).matcher(message).find()) {
      return "expected an error like '" + regex + "', got " + oneLine(message);
    }
    return null;
  }

  private static String oneLine(String text) {
    return text.replace("\n", "\\n");
  }
}
