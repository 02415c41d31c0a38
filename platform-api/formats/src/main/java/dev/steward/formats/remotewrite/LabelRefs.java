package dev.steward.formats.remotewrite;

import dev.steward.formats.protobuf.MalformedMessageException;
import dev.steward.formats.protobuf.MessageReader;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.SeriesLabels;

/** Labels of a 2.0 request: numbers of symbols, names and values in turn. */
final class LabelRefs implements SeriesKey {
  private static final long DOMAIN = 3;

  /** Room for more labels than any series may have; what comes behind them is only counted. */
  private static final int MAX_REFS = 4 * SeriesLabels.MAX_LABELS;

  private final SymbolTable symbols;
  private final KeyedHash.State hash;
  private final LabelSetBuilder builder = new LabelSetBuilder();
  private final int[] refs = new int[MAX_REFS];
  private int size;

  LabelRefs(SymbolTable symbols, KeyedHash hash) {
    this.symbols = symbols;
    this.hash = hash.start();
  }

  void start() {
    size = 0;
    hash.reset(DOMAIN);
  }

  /** Takes the field that the reader stands at: one number, or packed ones. */
  void read(MessageReader reader, int tag) throws MalformedMessageException {
    if ((tag & 7) == MessageReader.VARINT) {
      add(reader.varint());
      return;
    }
    int outer = reader.enter();
    while (!reader.isAtEnd()) {
      add(reader.varint());
    }
    reader.leave(outer);
  }

  private void add(long ref) {
    if (size < MAX_REFS) {
      refs[size] = ref >= 0 && ref < Integer.MAX_VALUE ? (int) ref : -1;
    }
    size++;
  }

  /** Makes the hash, once all numbers are there. */
  void finish() {
    hash.add(size, size);
    for (int i = 0; i < Math.min(size, MAX_REFS); i++) {
      int ref = refs[i];
      if (symbols.has(ref)) {
        hash.add(symbols.high(ref), symbols.low(ref));
      } else {
        hash.add(ref, i);
      }
    }
  }

  @Override
  public long high() {
    return hash.high();
  }

  @Override
  public long low() {
    return hash.low();
  }

  @Override
  public Labels labels() throws InvalidLabelsException {
    read();
    return builder.series();
  }

  Labels ofExemplar() throws InvalidLabelsException {
    read();
    return builder.any();
  }

  private void read() throws InvalidLabelsException {
    if (size % 2 != 0) {
      throw new InvalidLabelsException(
          "labels_refs: " + size + " numbers (expected: names and values in turn)");
    }
    builder.clear();
    for (int i = 0; i < Math.min(size, MAX_REFS); i += 2) {
      int name = checked(refs[i]);
      int value = checked(refs[i + 1]);
      builder.add(
          symbols.bytes(),
          symbols.offset(name),
          symbols.length(name),
          symbols.offset(value),
          symbols.length(value));
    }
  }

  private int checked(int ref) throws InvalidLabelsException {
    if (!symbols.has(ref)) {
      throw new InvalidLabelsException("labels_refs: " + ref + " (expected: a symbol's number)");
    }
    return ref;
  }
}
