package dev.steward.logstore.part;

import dev.steward.logstore.block.ShapesSection;
import dev.steward.logstore.bytes.ByteSink;
import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.CorruptDataException;
import dev.steward.logstore.filter.SlotKinds;
import dev.steward.logstore.filter.SlotTest;
import dev.steward.logstore.part.FirstSeen.Seen;
import dev.steward.logstore.template.Template;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which blocks of a part have lines of each template, and what kinds of bytes are in its slots
 * there. Never to be written once read; safe for any thread then.
 */
public final class PartShapes {
  /** For each template the number of its first entry in {@link #blocks}; one more at the end. */
  private final int[] firstBlock;

  private final int[] blocks;

  /** For each template where its slots start in {@link #kinds}. */
  private final int[] firstKind;

  private final byte[] kinds;

  /** A name that no metadata has: it is not known which names there are. */
  private static final String UNKNOWN_METADATA = "";

  private final Set<String> metadataNames;

  /** Hashes of the templates in order, and the templates' numbers in the same order. */
  private final long[] hashes;

  private final int[] numbers;

  private PartShapes(
      Template[] dictionary,
      int[] firstBlock,
      int[] blocks,
      int[] firstKind,
      byte[] kinds,
      Set<String> metadataNames) {
    this.metadataNames = metadataNames;
    this.hashes = new long[dictionary.length];
    this.numbers = new int[dictionary.length];
    Integer[] order = new Integer[dictionary.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong(number -> dictionary[number].hash()));
    for (int i = 0; i < order.length; i++) {
      numbers[i] = order[i];
      hashes[i] = dictionary[order[i]].hash();
    }
    this.firstBlock = firstBlock;
    this.blocks = blocks;
    this.firstKind = firstKind;
    this.kinds = kinds;
  }

  /** Names of structured metadata that entries have; empty where that is not known. */
  public Optional<Set<String>> metadataNames() {
    return metadataNames.contains(UNKNOWN_METADATA) ? Optional.empty() : Optional.of(metadataNames);
  }

  /** Adds the blocks that have lines of a template. */
  public void addBlocks(int template, BitSet to) {
    for (int i = firstBlock[template]; i < firstBlock[template + 1]; i++) {
      to.set(blocks[i]);
    }
  }

  /** Whether a value of a template's slot may pass a test. */
  public boolean allow(int template, SlotTest test) {
    return SlotKinds.allow(kinds, firstKind[template], test);
  }

  /** Joins the kinds of a template's slots to others. */
  public void addKinds(int template, byte[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] |= kinds[firstKind[template] + i];
    }
  }

  int number(Template template, Template[] dictionary) {
    int at = Arrays.binarySearch(hashes, template.hash());
    while (at > 0 && hashes[at - 1] == template.hash()) {
      at--;
    }
    for (; at >= 0 && at < hashes.length && hashes[at] == template.hash(); at++) {
      if (dictionary[numbers[at]].equals(template)) {
        return numbers[at];
      }
    }
    return -1;
  }

  long heapBytes() {
    return 12L * hashes.length
        + 4L * (firstBlock.length + blocks.length + firstKind.length)
        + kinds.length;
  }

  /**
   * Appends the table.
   *
   * @param blocksOf for each block the numbers of its templates
   * @param kindsOf for each template the kinds of its slots
   * @param metadataNames names of structured metadata that any entry has
   */
  static void write(
      List<List<Integer>> blocksOf,
      byte[][] kindsOf,
      Collection<String> metadataNames,
      List<Seen> firstSeen,
      ByteSink to) {
    List<List<Integer>> byTemplate = new ArrayList<>();
    for (int template = 0; template < kindsOf.length; template++) {
      byTemplate.add(new ArrayList<>());
      to.write(kindsOf[template], 0, kindsOf[template].length);
    }
    for (int block = 0; block < blocksOf.size(); block++) {
      for (int template : blocksOf.get(block)) {
        byTemplate.get(template).add(block);
      }
    }
    for (List<Integer> having : byTemplate) {
      to.writeVarint(having.size());
      int before = 0;
      for (int block : having) {
        to.writeVarint(block - before);
        before = block;
      }
    }
    to.writeVarint(metadataNames.size());
    metadataNames.forEach(to::writeText);
    writeFirstSeen(firstSeen, to);
  }

  private static void writeFirstSeen(List<Seen> firstSeen, ByteSink to) {
    to.writeVarint(firstSeen.size());
    String service = "";
    int template = 0;
    long time = 0;
    for (Seen seen : firstSeen) {
      boolean same = seen.service().equals(service);
      to.writeSignedVarint(seen.template() - template);
      to.writeSignedVarint(seen.time() - time);
      to.writeByte(same ? 0 : 1);
      if (!same) {
        to.writeText(seen.service());
      }
      service = seen.service();
      template = seen.template();
      time = seen.time();
    }
  }

  /** Reads the table up to where services are told. */
  static PartShapes read(ByteSource from, Template[] dictionary, int blockCount)
      throws CorruptDataException {
    int[] firstKind = new int[dictionary.length];
    int size = 0;
    for (int template = 0; template < dictionary.length; template++) {
      firstKind[template] = size;
      size += SlotKinds.SIZE * dictionary[template].slots();
    }
    int kindsAt = from.skip(size);
    byte[] kinds = Arrays.copyOfRange(from.array(), kindsAt, kindsAt + size);
    int[] firstBlock = new int[dictionary.length + 1];
    int[] blocks = new int[1024];
    int found = 0;
    for (int template = 0; template < dictionary.length; template++) {
      int block = 0;
      for (int left = from.readCount(blockCount); left > 0; left--) {
        block += from.readCount(blockCount);
        if (block >= blockCount) {
          throw new CorruptDataException(
              "block: " + block + " (expected: below " + blockCount + ")");
        }
        if (found == blocks.length) {
          blocks = Arrays.copyOf(blocks, found * 2);
        }
        blocks[found++] = block;
      }
      firstBlock[template + 1] = found;
    }
    Set<String> metadataNames = new HashSet<>();
    for (int left = from.readCount(); left > 0; left--) {
      metadataNames.add(from.readText());
    }
    return new PartShapes(
        dictionary, firstBlock, Arrays.copyOf(blocks, found), firstKind, kinds, metadataNames);
  }

  /** Reads the end of the table. */
  static void readFirstSeen(ByteSource from, Template[] dictionary, FirstSeenVisitor visitor)
      throws CorruptDataException {
    int templates = dictionary.length;
    String service = "";
    long template = 0;
    long time = 0;
    for (int left = from.readCount(); left > 0; left--) {
      template += from.readSignedVarint();
      time += from.readSignedVarint();
      service = from.readByte() == 0 ? service : from.readText();
      if (template < 0 || template >= templates) {
        throw new CorruptDataException("template: " + template + " (expected: below " + templates);
      }
      visitor.seen(service, dictionary[(int) template], time);
    }
  }

  /** Gives the shapes of one block. */
  interface BlockShapes {
    ShapesSection read(int block) throws IOException;
  }

  /** Finds out what parts of version 1 do not tell; any bytes may be in their slots. */
  static PartShapes scan(Template[] dictionary, int blockCount, BlockShapes source)
      throws IOException {
    byte[][] kinds = new byte[dictionary.length][];
    for (int template = 0; template < kinds.length; template++) {
      kinds[template] = new byte[SlotKinds.SIZE * dictionary[template].slots()];
      Arrays.fill(kinds[template], (byte) -1);
    }
    java.util.Map<Template, Integer> numbers = new java.util.IdentityHashMap<>();
    for (int template = 0; template < dictionary.length; template++) {
      numbers.put(dictionary[template], template);
    }
    List<List<Integer>> blocksOf = new ArrayList<>();
    for (int block = 0; block < blockCount; block++) {
      ShapesSection shapes = source.read(block);
      List<Integer> templates = new ArrayList<>();
      for (int ordinal = 0; ordinal < shapes.templates().length; ordinal++) {
        int number = numbers.getOrDefault(shapes.templates()[ordinal], 0);
        templates.add(number);
      }
      blocksOf.add(templates);
    }
    ByteSink sink = new ByteSink(1 << 16);
    write(blocksOf, kinds, List.of(UNKNOWN_METADATA), List.of(), sink);
    return read(new ByteSource(sink.array(), 0, sink.size()), dictionary, blockCount);
  }
}
