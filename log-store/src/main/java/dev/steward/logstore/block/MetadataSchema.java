package dev.steward.logstore.block;

import dev.steward.logstore.bytes.ByteSink;
import dev.steward.logstore.bytes.LabelsCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Names of metadata that lines of a block have together, each with a column of values. */
final class MetadataSchema {
  private final List<byte[]> names;
  private final List<ByteSink> columns = new ArrayList<>();

  /** For each name how many bytes its first value takes, and whether all values equal it. */
  private final int[] firstSizes;

  private final boolean[] constant;

  MetadataSchema(List<byte[]> names) {
    this.names = names;
    this.firstSizes = new int[names.size()];
    this.constant = new boolean[names.size()];
    Arrays.fill(constant, true);
    names.forEach(name -> columns.add(new ByteSink(512)));
  }

  int size() {
    return names.size();
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  byte[] name(int number) {
    return names.get(number);
  }

  void addNames(Collection<String> to) {
    names.forEach(name -> to.add(new String(name, StandardCharsets.UTF_8)));
  }

  /** Adds the value of a name that the next line has. */
  void add(int name, LabelsCursor value) {
    ByteSink column = columns.get(name);
    int start = column.size();
    value.writeValue(column);
    if (start == 0) {
      firstSizes[name] = column.size();
    } else if (constant[name]) {
      byte[] array = column.array();
      constant[name] = Arrays.equals(array, 0, firstSizes[name], array, start, column.size());
    }
  }

  void writeNames(ByteSink to) {
    to.writeVarint(names.size());
    names.forEach(name -> to.writeSized(name, 0, name.length));
  }

  /** Appends each column: 0 and the value where it is the same in all lines, else 1 and all. */
  void writeColumns(ByteSink to) {
    for (int name = 0; name < names.size(); name++) {
      ByteSink column = columns.get(name);
      to.writeByte(constant[name] ? 0 : 1);
      to.write(column.array(), 0, constant[name] ? firstSizes[name] : column.size());
    }
  }
}
