package dev.steward.formats.scrape;

import dev.steward.spi.text.Regex;
import dev.steward.spi.text.RegexMatcher;
import dev.steward.spi.text.RegexReplacement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One rule that rewrites labels, or drops what carries them. Immutable and safe for any thread.
 * Source: Prometheus, {@code relabel_config}.
 *
 * @param action what is done
 * @param sourceLabels labels whose values are looked at, joined by the separator
 * @param separator between the values
 * @param regex what the joined values, or for some actions the names, must match as a whole
 * @param targetLabel the label that is set
 * @param replacement what it is set to, with {@code $1} for what a group matched
 * @param modulus of the hash, for {@link Action#HASHMOD}
 */
public record RelabelRule(
    Action action,
    List<String> sourceLabels,
    String separator,
    Regex regex,
    String targetLabel,
    String replacement,
    long modulus) {
  /** What a rule does. */
  public enum Action {
    REPLACE,
    KEEP,
    DROP,
    KEEPEQUAL,
    DROPEQUAL,
    HASHMOD,
    LABELMAP,
    LABELDROP,
    LABELKEEP,
    LOWERCASE,
    UPPERCASE;

    /** The action of a name, in any case, or null. */
    public static @Nullable Action byName(String name) {
      for (Action action : values()) {
        if (action.name().equalsIgnoreCase(name)) {
          return action;
        }
      }
      return null;
    }

    /** The name as it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the list. */
  public RelabelRule {
    sourceLabels = List.copyOf(sourceLabels);
  }

  /**
   * Applies rules in their order.
   *
   * @return whether what carries the labels is kept
   */
  public static boolean applyAll(List<RelabelRule> rules, LabelSet labels) {
    for (RelabelRule rule : rules) {
      if (!rule.apply(labels)) {
        return false;
      }
    }
    return true;
  }

  private boolean apply(LabelSet labels) {
    String value = joined(labels);
    switch (action) {
      case DROP -> {
        return !regex.matchesWhole(value);
      }
      case KEEP -> {
        return regex.matchesWhole(value);
      }
      case DROPEQUAL -> {
        return !labels.get(targetLabel).equals(value);
      }
      case KEEPEQUAL -> {
        return labels.get(targetLabel).equals(value);
      }
      case REPLACE -> replace(labels, value);
      case LOWERCASE -> labels.set(targetLabel, value.toLowerCase(Locale.ROOT));
      case UPPERCASE -> labels.set(targetLabel, value.toUpperCase(Locale.ROOT));
      case HASHMOD -> labels.set(targetLabel, Long.toString(hash(value, modulus)));
      case LABELMAP ->
          labels.forEach((name, kept) -> {
            if (regex.matchesWhole(name)) {
              labels.set(expanded(name, replacement), kept);
            }
          });
      case LABELDROP ->
          labels.forEach((name, dropped) -> {
            if (regex.matchesWhole(name)) {
              labels.set(name, "");
            }
          });
      case LABELKEEP ->
          labels.forEach((name, kept) -> {
            if (!regex.matchesWhole(name)) {
              labels.set(name, "");
            }
          });
    }
    return true;
  }

  private String joined(LabelSet labels) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < sourceLabels.size(); i++) {
      text.append(i == 0 ? "" : separator).append(labels.get(sourceLabels.get(i)));
    }
    return text.toString();
  }

  private void replace(LabelSet labels, String value) {
    if (regex.matchesWhole(value)) {
      String target = expanded(value, targetLabel);
      if (!target.isEmpty()) {
        labels.set(target, expanded(value, replacement));
      }
    }
  }

  private String expanded(String matched, String template) {
    if (template.indexOf('$') < 0) {
      return template;
    }
    RegexMatcher matcher = regex.matcher(matched);
    return matcher.matches() ? RegexReplacement.of(template).of(regex, matcher) : "";
  }

  /** The last eight bytes of MD5, as Prometheus hashes, so that shards agree with its own. */
  private static long hash(String value, long modulus) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8));
      long number = 0;
      for (int i = 8; i < 16; i++) {
        number = number << 8 | (digest[i] & 0xff);
      }
      return Long.remainderUnsigned(number, modulus);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
