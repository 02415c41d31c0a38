package dev.steward.collector.rule;

import dev.steward.collector.batch.BatchSink;
import dev.steward.collector.batch.Intake;
import dev.steward.collector.batch.IntakeClosedException;
import dev.steward.collector.queue.InputPosition;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * An intake that applies rules, in their order, to the log lines that go to another. Safe for any
 * thread: the other intake takes one contribution at a time, and rules work within.
 */
public final class RuledIntake implements Intake {
  private final Intake intake;
  private final List<EdgeRule> rules;
  private final Clock clock;
  private final LongAdder leftOut = new LongAdder();
  private final LineDraft draft = new LineDraft();

  /** Puts rules before an intake. */
  public RuledIntake(Intake intake, List<EdgeRule> rules, Clock clock) {
    this.intake = intake;
    this.rules = List.copyOf(rules);
    this.clock = clock;
  }

  /** How many lines were left out. */
  public long leftOut() {
    return leftOut.sum();
  }

  @Override
  public void add(Consumer<? super BatchSink> contribution) throws IntakeClosedException {
    intake.add(sink -> {
      contribution.accept(new RuledSink(sink));
      long now = clock.millis() * 1_000_000;
      for (EdgeRule rule : rules) {
        rule.rule().flush(now, sink);
      }
    });
  }

  private final class RuledSink implements BatchSink {
    private final BatchSink sink;

    RuledSink(BatchSink sink) {
      this.sink = sink;
    }

    @Override
    public void line(
        Labels stream, long timestampNanos, byte[] bytes, int offset, int length, Labels metadata) {
      draft.set(stream, timestampNanos, bytes, offset, length, metadata);
      for (EdgeRule rule : rules) {
        if (rule.accepts(draft) && !rule.rule().apply(draft)) {
          leftOut.increment();
          return;
        }
      }
      sink.line(
          draft.stream(),
          timestampNanos,
          draft.bytes(),
          draft.offset(),
          draft.length(),
          draft.metadata());
    }

    @Override
    public void sample(long timestampMillis, Labels series, double value) {
      sink.sample(timestampMillis, series, value);
    }

    @Override
    public void family(MetricMetadata family) {
      sink.family(family);
    }

    @Override
    public void position(InputPosition position) {
      sink.position(position);
    }
  }
}
