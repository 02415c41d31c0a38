package dev.steward.metricstore.wal;

import dev.steward.spi.store.SampleBatch;
import java.util.ArrayList;
import java.util.List;

/** Collects what a log holds, as text. */
final class Replayed implements WalReader.Replay {
  final List<String> batches = new ArrayList<>();
  final List<CarryOver> carryOvers = new ArrayList<>();

  @Override
  public void carryOver(CarryOver carryOver) {
    carryOvers.add(carryOver);
  }

  @Override
  public void batch(SampleBatch batch, long receivedMillis) {
    batches.add(show(batch, receivedMillis));
  }

  static String show(SampleBatch batch, long receivedMillis) {
    StringBuilder text = new StringBuilder();
    text.append(batch.origin()).append(" at ").append(receivedMillis);
    for (int i = 0; i < batch.size(); i++) {
      text.append('\n')
          .append(batch.series(i).labels())
          .append(' ')
          .append(batch.timestampMillis(i))
          .append(' ')
          .append(Double.doubleToRawLongBits(batch.value(i)))
          .append(' ')
          .append(batch.histogram(i))
          .append(' ')
          .append(batch.startMillis(i));
    }
    batch
        .exemplars()
        .forEach(one -> text.append('\n').append(one.series().labels()).append(one.exemplar()));
    batch.metadata().forEach(one -> text.append('\n').append(one));
    return text.toString();
  }
}
