package dev.steward.spi.text;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The sets of characters that have names: Perl's, POSIX's and Unicode's. */
final class NamedSets {
  static final RuneSet DIGIT = RuneSet.of('0', '9');
  static final RuneSet SPACE = RuneSet.of('\t', '\n', '\f', '\r', ' ', ' ');
  static final RuneSet WORD = RuneSet.of('0', '9', 'A', 'Z', 'a', 'z', '_', '_');

  private static final Map<String, RuneSet> POSIX =
      Map.ofEntries(
          Map.entry("alnum", RuneSet.of('0', '9', 'A', 'Z', 'a', 'z')),
          Map.entry("alpha", RuneSet.of('A', 'Z', 'a', 'z')),
          Map.entry("ascii", RuneSet.of(0, 0x7F)),
          Map.entry("blank", RuneSet.of('\t', '\t', ' ', ' ')),
          Map.entry("cntrl", RuneSet.of(0, 0x1F, 0x7F, 0x7F)),
          Map.entry("digit", DIGIT),
          Map.entry("graph", RuneSet.of('!', '~')),
          Map.entry("lower", RuneSet.of('a', 'z')),
          Map.entry("print", RuneSet.of(' ', '~')),
          Map.entry("punct", RuneSet.of('!', '/', ':', '@', '[', '`', '{', '~')),
          Map.entry("space", RuneSet.of('\t', '\r', ' ', ' ')),
          Map.entry("upper", RuneSet.of('A', 'Z')),
          Map.entry("word", WORD),
          Map.entry("xdigit", RuneSet.of('0', '9', 'A', 'F', 'a', 'f')));

  /** General categories by their one or two letters, as {@link Character#getType(int)} counts. */
  private static final String[] CATEGORIES = {
    "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "", "Zs", "Zl", "Zp",
    "Cc", "Cf", "", "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi", "Pf"
  };

  /** Sets made so far; each asks about every rune. */
  private static final ConcurrentMap<String, RuneSet> UNICODE = new ConcurrentHashMap<>();

  private NamedSets() {}

  /** The set of {@code [:name:]}, or null. */
  static @Nullable RuneSet posix(String name) {
    return POSIX.get(name);
  }

  /** The set of {@code \p{name}}: a general category, a script, or Any; else null. */
  static @Nullable RuneSet unicode(String name) {
    if (name.equals("Any")) {
      return RuneSet.ALL;
    }
    RuneSet known = UNICODE.get(name);
    if (known != null) {
      return known;
    }
    IntPredicate predicate = predicate(name);
    if (predicate == null) {
      return null;
    }
    RuneSet made = scan(predicate);
    UNICODE.put(name, made);
    return made;
  }

  private static @Nullable IntPredicate predicate(String name) {
    boolean category = false;
    for (String known : CATEGORIES) {
      category |= !known.isEmpty() && !known.equals("Cn") && known.startsWith(name);
    }
    if (category && !name.isEmpty()) {
      return rune -> {
        String type = CATEGORIES[Character.getType(rune)];
        return !type.equals("Cn") && type.startsWith(name);
      };
    }
    if (!name.matches("[A-Z][A-Za-z_]+")) {
      return null;
    }
    try {
      Character.UnicodeScript script = Character.UnicodeScript.forName(name);
      return rune -> Character.UnicodeScript.of(rune) == script;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static RuneSet scan(IntPredicate predicate) {
    RuneSet.Builder builder = new RuneSet.Builder();
    int first = -1;
    for (int rune = 0; rune <= RuneSet.MAX_RUNE; rune++) {
      if (predicate.test(rune)) {
        first = first < 0 ? rune : first;
      } else if (first >= 0) {
        builder.add(first, rune - 1);
        first = -1;
      }
    }
    return first >= 0 ? builder.add(first, RuneSet.MAX_RUNE).build() : builder.build();
  }
}
