package dev.steward.collector.batch;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.wire.v1.LabelSet;
import dev.steward.wire.v1.Payload;
import java.util.HashMap;
import java.util.Map;

/**
 * The label sets and families that batches of one dictionary have defined so far. Bounded: whoever
 * encodes begins another dictionary when this one is full.
 */
final class LabelDictionary {
  private static final int MAX_SETS = 50_000;
  private static final int MAX_BYTES = 1 << 20;

  private final Map<Labels, Integer> ids = new HashMap<>();
  private final Map<String, MetricMetadata> families = new HashMap<>();
  private final ProtoBuffer definitions = new ProtoBuffer(1 << 12);
  private final ProtoBuffer set = new ProtoBuffer(256);
  private long number = -1;
  private int definedBytes;

  /** Turns to a dictionary: forgets everything if it is not the current one. */
  void turnTo(long dictionary) {
    if (dictionary != number) {
      forget();
      number = dictionary;
    }
  }

  /** Forgets everything, the dictionary's number included. */
  void forget() {
    ids.clear();
    families.clear();
    definitions.clear();
    definedBytes = 0;
    number = -1;
  }

  boolean isFull() {
    return ids.size() >= MAX_SETS || definedBytes >= MAX_BYTES;
  }

  /** The id of a label set; defines it if it is new. */
  int id(Labels labels) {
    Integer known = ids.get(labels);
    if (known != null) {
      return known;
    }
    int id = ids.size();
    ids.put(labels, id);
    define(id, labels);
    return id;
  }

  private void define(int id, Labels labels) {
    set.clear();
    set.tag(LabelSet.ID_FIELD_NUMBER, ProtoBuffer.VARINT).varint(id);
    for (int i = 0; i < labels.size(); i++) {
      set.textField(LabelSet.NAMES_AND_VALUES_FIELD_NUMBER, labels.name(i));
      set.textField(LabelSet.NAMES_AND_VALUES_FIELD_NUMBER, labels.value(i));
    }
    definitions.nestedField(Payload.LABEL_SETS_FIELD_NUMBER, set);
    definedBytes += set.size();
  }

  /** Whether a family is new or another than before; remembers it. */
  boolean isNews(MetricMetadata family) {
    return !family.equals(families.put(family.family(), family));
  }

  /** The definitions since {@link #definitionsTaken()}, as fields of a payload. */
  ProtoBuffer definitions() {
    return definitions;
  }

  void definitionsTaken() {
    definitions.clear();
  }
}
