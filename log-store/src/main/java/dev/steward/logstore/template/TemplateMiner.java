package dev.steward.logstore.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the template of each line as it comes, and numbers the templates. For one thread.
 *
 * <p>At first a line's template is its text with a slot for every word that holds a digit. Words
 * without digits vary too: names of users, random identifiers. So when {@link #ALIKE} texts differ
 * in one word alone, further ones get a slot there; and when {@link #SHAPES} texts agree in nothing
 * but what stands between their words, further ones get a slot for every word. What does not fit
 * the limits varies as a whole ({@link Template#RAW}).
 *
 * <p>The idea of learning shapes as lines pass is that of Drain (He et al., ICWS 2017); deciding by
 * hashes of the text with one word left out is ours: it needs no tree and no similarity threshold.
 */
public final class TemplateMiner {
  private static final int ALIKE = 8;
  private static final int SHAPES = 4096;
  private static final int MAX_SLOTS = 100;
  private static final int MAX_LINE = 16 << 10;
  private static final int MAX_TEMPLATES = 8192;
  private static final int MAX_SKELETONS = 1 << 15;
  private static final int MAX_ALIKE = 1 << 17;

  /** What is known of one skeleton: its template, and its number in the dictionary at hand. */
  private static final class Known {
    private final Template template;
    private final int[] slotWords;
    private int dictionary = -1;
    private int number;

    private Known(Template template, int[] slotWords) {
      this.template = template;
      this.slotWords = slotWords;
    }
  }

  private final LineScanner scanner = new LineScanner();
  private final Map<Template, Integer> numbers = new HashMap<>();
  private List<Template> templates = new ArrayList<>();
  private int dictionary;
  private final SkeletonMap<Known> skeletons = new SkeletonMap<>();
  private final Map<Long, Integer> alike = new HashMap<>();

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
    if (skeletons.size() >= MAX_SKELETONS || alike.size() >= MAX_ALIKE) {
      skeletons.clear();
      alike.clear();
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
        known = learn(bytes, offset, length);
      }
      if (fits(known, bytes, offset, length)) {
        return number(known);
      }
    }
    slotStarts[0] = offset;
    slotEnds[0] = offset + length;
    return 0;
  }

  /** Sets the slots and checks that the constant text is the template's, hashes being hashes. */
  private boolean fits(Known known, byte[] bytes, int offset, int length) {
    Template template = known.template;
    if (template.isRaw()) {
      return false;
    }
    int[] words = known.slotWords;
    int constantFrom = offset;
    for (int slot = 0; slot < words.length; slot++) {
      int word = words[slot];
      if (word >= scanner.count()
          || !same(template.piece(slot), bytes, constantFrom, scanner.start(word))) {
        return false;
      }
      slotStarts[slot] = scanner.start(word);
      slotKinds[slot] = scanner.kinds(word);
      constantFrom = scanner.end(word);
      slotEnds[slot] = constantFrom;
    }
    return same(template.piece(words.length), bytes, constantFrom, offset + length);
  }

  private static boolean same(byte[] piece, byte[] bytes, int from, int to) {
    return Arrays.equals(piece, 0, piece.length, bytes, from, to);
  }

  private Known learn(byte[] bytes, int offset, int length) {
    boolean[] slots = slotsOfNewSkeleton(bytes);
    Template template = template(slots, bytes, offset, length);
    if (templates.size() >= MAX_TEMPLATES && !numbers.containsKey(template)) {
      Arrays.fill(slots, true);
      template = template(slots, bytes, offset, length);
      if (templates.size() >= 2 * MAX_TEMPLATES && !numbers.containsKey(template)) {
        template = Template.RAW;
      }
    }
    Known known = new Known(template, ordinals(slots));
    if (skeletons.size() < MAX_SKELETONS) {
      skeletons.put(scanner.skeleton(), known);
    }
    return known;
  }

  /** Which words are slots: those that vary by themselves, and what experience says. */
  private boolean[] slotsOfNewSkeleton(byte[] bytes) {
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
      long text = slots[word] ? 7 : TextHash.of(bytes, start, scanner.end(word) - start);
      parts[word] = TextHash.mix(text + 31L * word);
      sum += parts[word];
    }
    markWordThatVaries(slots, parts, sum + shape);
    if (seen(TextHash.mix(shape)) > SHAPES) {
      Arrays.fill(slots, true);
    }
    return slots;
  }

  private void markWordThatVaries(boolean[] slots, long[] parts, long sum) {
    int most = ALIKE;
    int chosen = -1;
    for (int word = 0; word < slots.length; word++) {
      if (!slots[word]) {
        int times = seen(TextHash.mix(sum - parts[word]) + word);
        if (times > most || (times == most && chosen < 0)) {
          most = times;
          chosen = word;
        }
      }
    }
    if (chosen >= 0) {
      slots[chosen] = true;
    }
  }

  private int seen(long key) {
    if (alike.size() >= MAX_ALIKE && !alike.containsKey(key)) {
      return 0;
    }
    return alike.merge(key, 1, Integer::sum);
  }

  private Template template(boolean[] slots, byte[] bytes, int offset, int length) {
    int[] words = ordinals(slots);
    if (words.length > MAX_SLOTS) {
      return Template.RAW;
    }
    List<byte[]> pieces = new ArrayList<>(words.length + 1);
    int constantFrom = offset;
    for (int word : words) {
      pieces.add(Arrays.copyOfRange(bytes, constantFrom, scanner.start(word)));
      constantFrom = scanner.end(word);
    }
    pieces.add(Arrays.copyOfRange(bytes, constantFrom, offset + length));
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

  private int number(Known known) {
    if (known.dictionary != dictionary) {
      known.number = number(known.template);
      known.dictionary = dictionary;
    }
    return known.number;
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
