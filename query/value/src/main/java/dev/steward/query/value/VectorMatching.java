package dev.steward.query.value;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the series of two vectors find each other.
 *
 * @param cardinality how many series of each side may share a group
 * @param on whether {@code labels} are those that must agree; else those that need not
 * @param labels the labels of {@code on} or {@code ignoring}
 * @param include labels that the "one" side gives to the result
 * @param fillLeft value for a missing series on the left, or null where none is made up
 * @param fillRight value for a missing series on the right, or null where none is made up
 */
public record VectorMatching(
    Cardinality cardinality,
    boolean on,
    List<String> labels,
    List<String> include,
    @Nullable Double fillLeft,
    @Nullable Double fillRight) {
  /** How many series of each side may share a group. */
  public enum Cardinality {
    ONE_TO_ONE("one-to-one"),
    MANY_TO_ONE("many-to-one"),
    ONE_TO_MANY("one-to-many"),
    MANY_TO_MANY("many-to-many");

    private final String words;

    Cardinality(String words) {
      this.words = words;
    }

    /** The name that messages use. */
    public String words() {
      return words;
    }
  }

  /** Series that agree in all labels match, one to one. */
  public static final VectorMatching PLAIN = of(Cardinality.ONE_TO_ONE, false, List.of());

  /** Copies the lists. */
  public VectorMatching {
    Objects.requireNonNull(cardinality, "cardinality");
    labels = List.copyOf(labels);
    include = List.copyOf(include);
  }

  /** A matching that neither includes labels nor fills. */
  public static VectorMatching of(Cardinality cardinality, boolean on, List<String> labels) {
    return new VectorMatching(cardinality, on, labels, List.of(), null, null);
  }

  /** Whether a missing series is made up on either side. */
  public boolean fills() {
    return fillLeft != null || fillRight != null;
  }
}
