package dev.steward.logstore.template;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the template of each line as it comes, and numbers the templates. For one thread.
 *
 * <p>At first a line's template is its text with a slot for every word that holds a digit. Words
 * without digits vary too: names of users, random identifiers. So when {@link #ALIKE} texts differ
 * in one word alone, further ones get a slot there. The text with that slot is a text again, and
 * when so many of those differ in one word alone, that word gets a slot too. When {@link #SHAPES}
 * texts agree in nothing but what stands between their words, further ones get a slot for every
 * word. What does not fit the limits varies as a whole ({@link Template#RAW}).
 *
 * <p>What was decided early is decided again later, with what was learnt since: in the dictionary
 * after the one of its decision, then at growing distances. So the first texts of a kind, which had
 * templates of their own, join the others.
 *
 * <p>The idea of learning shapes as lines pass is that of Drain (He et al., ICWS 2017); deciding by
 * hashes of the text with one word left out is ours: it needs no tree and no similarity threshold.
 */
public final class TemplateMiner {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int ALIKE = 8;
  private static final int SHAPES = 4096;
  private static final int MAX_SLOTS = 100;
  private static final int MAX_LINE = 16 << 10;
  private static final int MAX_TEMPLATES = 8192;
  private static final int MAX_SKELETONS = 1 << 16;

  /** A template as lines are compared with it, and its number in the dictionary at hand. */
  private static final class Shape {
    private final Template template;

    /** All pieces, one after the other and with room for a comparison of eight bytes. */
    private final byte[] constants;

    private final int constantBytes;

    /** How long each piece is but the last. */
    private final int[] pieceLengths;

    private int dictionary = -1;
    private int number;

    private Shape(Template template) {
      this.template = template;
      this.constantBytes = template.constantBytes();
      this.constants = new byte[constantBytes + 8];
      this.pieceLengths = new int[template.slots()];
      int at = 0;
      for (int i = 0; i <= template.slots(); i++) {
        byte[] piece = template.piece(i);
        System.arraycopy(piece, 0, constants, at, piece.length);
        at += piece.length;
        if (i < pieceLengths.length) {
          pieceLengths[i] = piece.length;
        }
      }
    }

    /** Whether the constant text is cut at the same places. */
    boolean hasPieces(int[] slotStarts, int[] slotEnds, int offset) {
      int from = offset;
      for (int slot = 0; slot < pieceLengths.length; slot++) {
        if (slotStarts[slot] - from != pieceLengths[slot]) {
          return false;
        }
        from = slotEnds[slot];
      }
      return true;
    }
  }

  /**
   * What is known of one skeleton.
   *
   * @param shape its template
   * @param slotWords which of its words are slots
   * @param patience for how many dictionaries it was not to be decided again
   * @param decideAgain the dictionary in which it is
   */
  private record Known(Shape shape, int[] slotWords, int patience, int decideAgain) {}

  private final LineScanner scanner = new LineScanner();
  private final Map<Template, Integer> numbers = new HashMap<>();
  private List<Template> templates = new ArrayList<>();
  private int dictionary;
  private final Map<Template, Shape> shapes = new HashMap<>();
  private final SkeletonMap<Known> skeletons = new SkeletonMap<>();

  /**
   * How many texts were in each group of texts that differ in one word alone, or in words alone.
   */
  private final GroupCounts alike = new GroupCounts();

  /** Texts that were counted; each counts once. */
  private final GroupCounts counted = new GroupCounts();

  private final Generalisations generalisations = new Generalisations();

  private final int[] slotStarts = new int[MAX_SLOTS];
  private final int[] slotEnds = new int[MAX_SLOTS];
  private final byte[] slotKinds = new byte[MAX_SLOTS];

  /** A miner that knows {@link Template#RAW} alone, as number 0. */
  public TemplateMiner() {
    number(Template.RAW);
  }

  /**
   * Starts to number templates anew. What was learnt about lines stays, so that the same lines get
   * the same templates again; unless it has grown to its limit, and then learning starts anew too.
   */
  public void startDictionary() {
    dictionary++;
    templates = new ArrayList<>();
    numbers.clear();
    number(Template.RAW);
    if (skeletons.size() >= MAX_SKELETONS) {
      skeletons.clear();
      shapes.clear();
    }
  }

  /** The templates in the order of their numbers, since the dictionary was started. */
  public List<Template> templates() {
    return templates;
  }

  /** Where the value of a slot starts in the array given last. */
  public int slotStart(int slot) {
    return slotStarts[slot];
  }

  /** Where the value of a slot ends in the array given last. */
  public int slotEnd(int slot) {
    return slotEnds[slot];
  }

  /** What kinds of bytes the value of a slot is made of, as {@link ByteKind} has them. */
  public byte slotKinds(int slot) {
    return slotKinds[slot];
  }

  /** The number of a line's template. The slots are then those of this line. */
  public int match(byte[] bytes, int offset, int length) {
    if (length <= MAX_LINE) {
      scanner.scan(bytes, offset, length);
      Known known = skeletons.find(scanner.skeleton());
      if (known == null) {
        known = learn(bytes, offset, length, 1);
      } else if (known.decideAgain() <= dictionary) {
        known = learn(bytes, offset, length, 2 * known.patience());
      }
      if (fits(known, bytes, offset, length)) {
        return number(known.shape());
      }
    }
    slotStarts[0] = offset;
    slotEnds[0] = offset + length;
    return 0;
  }

  /** Sets the slots and checks that the constant text is the template's, hashes being hashes. */
  private boolean fits(Known known, byte[] bytes, int offset, int length) {
    if (known.shape().template.isRaw()) {
      return false;
    }
    int[] words = known.slotWords();
    byte[] constants = known.shape().constants;
    int constantAt = 0;
    int from = offset;
    for (int slot = 0; slot < words.length; slot++) {
      int word = words[slot];
      if (word >= scanner.count()) {
        return false;
      }
      int start = scanner.start(word);
      int size = start - from;
      if (constantAt + size > known.shape().constantBytes
          || !same(constants, constantAt, bytes, from, size)) {
        return false;
      }
      constantAt += size;
      slotStarts[slot] = start;
      slotKinds[slot] = scanner.kinds(word);
      from = scanner.end(word);
      slotEnds[slot] = from;
    }
    int size = offset + length - from;
    return constantAt + size == known.shape().constantBytes
        && same(constants, constantAt, bytes, from, size)
        && known.shape().hasPieces(slotStarts, slotEnds, offset);
  }

  /** A comparison for short runs, of which there are many: most fit in one step of eight bytes. */
  private static boolean same(byte[] one, int from, byte[] other, int otherFrom, int size) {
    if (size > 8 || from + 8 > one.length || otherFrom + 8 > other.length) {
      return Arrays.equals(one, from, from + size, other, otherFrom, otherFrom + size);
    }
    long difference = (long) LONG.get(one, from) ^ (long) LONG.get(other, otherFrom);
    return size == 0 || difference << (64 - 8 * size) == 0;
  }

  private Known learn(byte[] bytes, int offset, int length, int patience) {
    boolean[] slots = slots(bytes).clone();
    Template template = template(slots, bytes, offset, length);
    if (templates.size() >= MAX_TEMPLATES && !numbers.containsKey(template)) {
      Arrays.fill(slots, true);
      template = template(slots, bytes, offset, length);
      if (templates.size() >= 2 * MAX_TEMPLATES && !numbers.containsKey(template)) {
        template = Template.RAW;
      }
    }
    Known known =
        new Known(
            shapes.computeIfAbsent(template, Shape::new),
            ordinals(slots),
            patience,
            dictionary + patience);
    if (patience > 1 || skeletons.size() < MAX_SKELETONS) {
      skeletons.put(scanner.skeleton(), known);
    }
    return known;
  }

  /** Which words are slots: those that vary by themselves, and what experience says. */
  private boolean[] slots(byte[] bytes) {
    int words = scanner.count();
    boolean[] slots = new boolean[words];
    long[] parts = new long[words];
    long sum = words;
    long shape = words;
    int constantFrom = words == 0 ? 0 : scanner.start(0);
    for (int word = 0; word < words; word++) {
      slots[word] = scanner.varies(word);
      int start = scanner.start(word);
      shape = TextHash.mix(shape + TextHash.of(bytes, constantFrom, start - constantFrom));
      constantFrom = scanner.end(word);
      parts[word] =
          slots[word]
              ? slotPart(word)
              : TextHash.mix(TextHash.of(bytes, start, scanner.end(word) - start) + 31L * word);
      sum += parts[word];
    }
    boolean @Nullable [] learnt = generalisations.find(shape, slots, parts);
    if (learnt != null) {
      return learnt;
    }
    boolean isNew = counted.add(TextHash.mix(sum + shape)) == 1;
    if (count(TextHash.mix(shape), isNew) > SHAPES) {
      Arrays.fill(slots, true);
    } else if (markWordsThatVary(slots, parts, sum + shape, isNew)) {
      generalisations.add(shape, slots, parts);
    }
    return slots;
  }

  private static long slotPart(int word) {
    return TextHash.mix(7 + 31L * word);
  }

  /**
   * Marks one word after another: the text with a slot is in groups of its own.
   *
   * @return whether there was any
   */
  private boolean markWordsThatVary(boolean[] slots, long[] parts, long text, boolean isNewText) {
    long sum = text;
    boolean isNew = isNewText;
    boolean any = false;
    for (int word = wordThatVaries(slots, parts, sum, isNew);
        word >= 0;
        word = wordThatVaries(slots, parts, sum, isNew)) {
      slots[word] = true;
      sum += slotPart(word) - parts[word];
      parts[word] = slotPart(word);
      isNew = counted.add(TextHash.mix(sum)) == 1;
      any = true;
    }
    return any;
  }

  private int wordThatVaries(boolean[] slots, long[] parts, long sum, boolean isNew) {
    int most = ALIKE;
    int chosen = -1;
    for (int word = 0; word < slots.length; word++) {
      if (!slots[word]) {
        int times = count(TextHash.mix(sum - parts[word]) + word, isNew);
        if (times > most || (times == most && chosen < 0)) {
          most = times;
          chosen = word;
        }
      }
    }
    return chosen;
  }

  /** How many texts a group has, the one at hand among them. */
  private int count(long group, boolean isNew) {
    return isNew ? alike.add(group) : alike.of(group);
  }

  private Template template(boolean[] slots, byte[] bytes, int offset, int length) {
    int[] words = ordinals(slots);
    if (words.length > MAX_SLOTS) {
      return Template.RAW;
    }
    List<byte[]> pieces = new ArrayList<>(words.length + 1);
    int constantFrom = offset;
    for (int word : words) {
      pieces.add(Template.pieceOf(bytes, constantFrom, scanner.start(word)));
      constantFrom = scanner.end(word);
    }
    pieces.add(Template.pieceOf(bytes, constantFrom, offset + length));
    return Template.of(pieces);
  }

  private static int[] ordinals(boolean[] slots) {
    int[] ordinals = new int[slots.length];
    int count = 0;
    for (int word = 0; word < slots.length; word++) {
      if (slots[word]) {
        ordinals[count++] = word;
      }
    }
    return Arrays.copyOf(ordinals, count);
  }

  private int number(Shape shape) {
    if (shape.dictionary != dictionary) {
      shape.number = number(shape.template);
      shape.dictionary = dictionary;
    }
    return shape.number;
  }

  private int number(Template template) {
    Integer known = numbers.get(template);
    if (known != null) {
      return known;
    }
    templates.add(template);
    numbers.put(template, templates.size() - 1);
    return templates.size() - 1;
  }
}
