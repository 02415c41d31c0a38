package dev.steward.query.logql.pipeline;

import dev.steward.spi.model.Labels;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The labels of one entry while it passes the stages; reused from entry to entry. For one thread.
 *
 * <p>Labels are of three kinds. Where several have one name, a parsed label hides structured
 * metadata, which hides the stream's own; whoever adds labels avoids that by {@link #freeName},
 * which appends {@code _extracted}. {@code __error__} and {@code __error_details__} are kept apart,
 * because only conditions on text see them.
 */
public final class EntryLabels {
  /** Where a label comes from. */
  public enum Kind {
    /** The stream. */
    STREAM,
    /** Stored with the entry alone. */
    METADATA,
    /** Made by a stage. */
    PARSED
  }

  /** The label that names the first stage that failed. */
  public static final String ERROR = "__error__";

  /** The label that says why it failed. */
  public static final String ERROR_DETAILS = "__error_details__";

  private static final String COLLISION_SUFFIX = "_extracted";

  private Labels base = Labels.EMPTY;

  /** Labels set since the start. */
  private String[] names = new String[16];

  private String[] values = new String[16];
  private Kind[] kinds = new Kind[16];
  private int size;
  private final NameIndex index = new NameIndex();

  /** Names of stream labels that were removed. */
  private String[] removed = new String[4];

  private int removedSize;

  /** Names of parsed labels that were removed. */
  private final Set<String> forgotten = new HashSet<>();

  private @Nullable String error;
  private @Nullable String errorDetails;
  private boolean errorTolerated;

  /** Starts with a stored entry's labels. */
  public void start(Labels stream, Labels metadata) {
    base = stream;
    size = 0;
    removedSize = 0;
    if (!forgotten.isEmpty()) {
      forgotten.clear();
    }
    index.clear();
    error = null;
    errorDetails = null;
    errorTolerated = false;
    for (int i = 0; i < metadata.size(); i++) {
      String name = metadata.name(i);
      if (name.equals(ERROR)) {
        error = metadata.value(i);
      } else if (name.equals(ERROR_DETAILS)) {
        errorDetails = metadata.value(i);
      } else {
        set(Kind.METADATA, base.has(name) ? name + COLLISION_SUFFIX : name, metadata.value(i));
      }
    }
  }

  /** Whether the labels are the stored stream's, and nothing else. */
  public boolean isUntouched() {
    return size == 0 && removedSize == 0 && error == null;
  }

  /** The labels of the stored stream. */
  public Labels storedStream() {
    return base;
  }

  /** The value of a label, or null where there is none. */
  public @Nullable String value(String name) {
    int at = indexOf(name);
    return at >= 0 ? values[at] : isRemoved(name) ? null : base.value(name);
  }

  /** The kind of a label, or null where there is none. */
  public @Nullable Kind kind(String name) {
    int at = indexOf(name);
    return at >= 0 ? kinds[at] : base.has(name) && !isRemoved(name) ? Kind.STREAM : null;
  }

  /**
   * Whether a stage made a label of this name, even if a later one removed it: parsers do not make
   * a label twice.
   */
  public boolean wasParsed(String name) {
    int at = indexOf(name);
    return (at >= 0 && kinds[at] == Kind.PARSED)
        || (!forgotten.isEmpty() && forgotten.contains(name));
  }

  /** The name under which a stage may add a label, so that no stored one is hidden. */
  public String freeName(String name) {
    int at = indexOf(name);
    boolean taken = base.has(name) || (at >= 0 && kinds[at] == Kind.METADATA);
    return taken ? name + COLLISION_SUFFIX : name;
  }

  /** Sets a label. */
  public void set(Kind kind, String name, String value) {
    int at = indexOf(name);
    if (at >= 0 && kinds[at].compareTo(kind) > 0) {
      return;
    }
    if (at < 0) {
      at = size++;
      if (at == names.length) {
        names = Arrays.copyOf(names, at * 2);
        values = Arrays.copyOf(values, at * 2);
        kinds = Arrays.copyOf(kinds, at * 2);
      }
      names[at] = name;
      index.added(names, size);
    }
    values[at] = value;
    kinds[at] = kind;
  }

  /** Removes a label, whatever its kind. */
  public void remove(String name) {
    int at = indexOf(name);
    if (at >= 0) {
      if (kinds[at] == Kind.PARSED) {
        forgotten.add(name);
      }
      // The last one takes its place.
      size--;
      names[at] = names[size];
      values[at] = values[size];
      kinds[at] = kinds[size];
      index.moved(at, size, name, names);
    }
    if (base.has(name) && !isRemoved(name)) {
      if (removedSize == removed.length) {
        removed = Arrays.copyOf(removed, removedSize * 2);
      }
      removed[removedSize++] = name;
    }
  }

  /** Says that a stage failed. */
  public void fail(String what, @Nullable String details) {
    error = what;
    errorDetails = details;
    errorTolerated = false;
  }

  /** Says that a parser failed, which a query that looks at errors itself may tolerate. */
  void failParsing(String what, @Nullable String details, ParserHints hints) {
    fail(what, details);
    errorTolerated = hints.keepErrors();
  }

  /** Whether a failure makes a metric query fail. */
  public boolean isErrorFatal() {
    return error != null && !errorTolerated;
  }

  /** Which stage failed, or null. */
  public @Nullable String error() {
    return error;
  }

  /** Why, or null. */
  public @Nullable String errorDetails() {
    return errorDetails;
  }

  /** Forgets that a stage failed. */
  public void clearError() {
    error = null;
  }

  /** Forgets why. */
  public void clearErrorDetails() {
    errorDetails = null;
  }

  /** Calls for each label but the errors, each name once. */
  public void forEach(BiConsumer<String, String> action) {
    for (int i = 0; i < base.size(); i++) {
      if (isShown(base.name(i))) {
        action.accept(base.name(i), base.value(i));
      }
    }
    for (int i = 0; i < size; i++) {
      action.accept(names[i], values[i]);
    }
  }

  /** The stream's labels that are left. */
  public Labels stream() {
    if (removedSize == 0 && size == 0) {
      return base;
    }
    Labels.Builder builder = null;
    for (int i = 0; i < base.size(); i++) {
      if (!isShown(base.name(i))) {
        builder = builder == null ? base.edit() : builder;
        builder.remove(base.name(i));
      }
    }
    for (int i = 0; i < size; i++) {
      if (kinds[i] == Kind.STREAM) {
        builder = builder == null ? base.edit() : builder;
        builder.set(names[i], values[i]);
      }
    }
    return builder == null ? base : builder.build();
  }

  /** The structured metadata that is left. */
  public Labels metadata() {
    return ofKind(Kind.METADATA, false);
  }

  /** What stages made, the errors among it. */
  public Labels parsed() {
    return ofKind(Kind.PARSED, true);
  }

  private Labels ofKind(Kind kind, boolean withErrors) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += kinds[i] == kind ? 1 : 0;
    }
    String[] pairs = new String[2 * count + (withErrors ? errorLength() : 0)];
    int at = 0;
    for (int i = 0; i < size; i++) {
      if (kinds[i] == kind) {
        pairs[at++] = names[i];
        pairs[at++] = values[i];
      }
    }
    if (withErrors) {
      appendErrors(pairs, at);
    }
    return Labels.of(pairs);
  }

  /** All labels, the errors among them. */
  public Labels all() {
    if (isUntouched()) {
      return base;
    }
    int shown = 0;
    for (int i = 0; i < base.size(); i++) {
      shown += isShown(base.name(i)) ? 1 : 0;
    }
    String[] pairs = new String[2 * (shown + size) + errorLength()];
    int at = 0;
    for (int i = 0; i < base.size(); i++) {
      if (isShown(base.name(i))) {
        pairs[at++] = base.name(i);
        pairs[at++] = base.value(i);
      }
    }
    for (int i = 0; i < size; i++) {
      pairs[at++] = names[i];
      pairs[at++] = values[i];
    }
    appendErrors(pairs, at);
    return Labels.of(pairs);
  }

  private int errorLength() {
    return (error == null ? 0 : 2) + (shownDetails() == null ? 0 : 2);
  }

  /** Details whose error was dropped do not make a label where nothing else was changed. */
  private @Nullable String shownDetails() {
    return isUntouched() ? null : errorDetails;
  }

  private void appendErrors(String[] pairs, int from) {
    int at = from;
    if (error != null) {
      pairs[at++] = ERROR;
      pairs[at++] = error;
    }
    String details = shownDetails();
    if (details != null) {
      pairs[at++] = ERROR_DETAILS;
      pairs[at] = details;
    }
  }

  private boolean isShown(String baseName) {
    return !isRemoved(baseName) && indexOf(baseName) < 0;
  }

  private boolean isRemoved(String name) {
    for (int i = 0; i < removedSize; i++) {
      if (removed[i].equals(name)) {
        return true;
      }
    }
    return false;
  }

  private int indexOf(String name) {
    return index.find(name, names, size);
  }
}
