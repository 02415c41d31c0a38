package dev.steward.query.logql.pipeline;

import dev.steward.spi.model.Line;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the members of JSON objects in a line without building a tree. For one thread; reused
 * from line to line.
 *
 * <p>It reads leniently, as log lines want it: what stands before an error counts, and what follows
 * the object is not looked at.
 */
public final class JsonReader {
  /** What a value is. */
  public enum ValueType {
    /** Text. */
    STRING,
    /** A number. */
    NUMBER,
    /** True or false. */
    BOOLEAN,
    /** Null. */
    NULL,
    /** An object. */
    OBJECT,
    /** An array. */
    ARRAY
  }

  private static final int MAX_DEPTH = 256;

  private final JsonScanner scanner = new JsonScanner();
  private int keyFrom;
  private int keyTo;
  private boolean keyEscaped;

  /**
   * Starts on a line.
   *
   * @return whether an object starts it
   */
  public boolean openObject(Line line) {
    scanner.start(line);
    return scanner.enterObject();
  }

  /**
   * Starts on a line, whatever it holds, and makes its value the current one.
   *
   * @return whether there is one
   */
  boolean openValue(Line line) {
    scanner.start(line);
    scanner.skipBlanks();
    return scanner.scanValue();
  }

  /**
   * Moves to the next member of the object that was entered last. A member whose value is an object
   * must be {@link #enterMember entered} or {@link #skipMember skipped} before the next call.
   *
   * @return whether there is one; at the object's end and at an error there is none
   */
  public boolean nextMember() {
    return nextKey() && scanMember() && endsCleanly();
  }

  /** Moves to the name of the next member; {@link #scanMember} must follow. */
  boolean nextKey() {
    scanner.skipBlanks();
    if (scanner.take(',')) {
      scanner.skipBlanks();
    }
    if (scanner.take('}')) {
      return false;
    }
    if (!scanner.isNext('"')) {
      return scanner.malformed();
    }
    if (!scanner.scanString()) {
      return false;
    }
    keyFrom = scanner.from();
    keyTo = scanner.to();
    keyEscaped = scanner.isEscaped();
    scanner.skipBlanks();
    return scanner.take(':') || scanner.malformed();
  }

  /** Reads the value behind the name; false where it is not well-formed. */
  boolean scanMember() {
    scanner.skipBlanks();
    return scanner.scanValue();
  }

  /**
   * After a value comes a comma or the object's end; an object as value is still to be read. Where
   * the line ends instead, the next call says so: this member counts.
   */
  private boolean endsCleanly() {
    if (type() == ValueType.OBJECT) {
      return true;
    }
    scanner.skipBlanks();
    return scanner.isAtEnd() || scanner.isNext(',') || scanner.isNext('}') || scanner.malformed();
  }

  /** What is wrong with the line, or null. */
  public @Nullable String problem() {
    return scanner.problem();
  }

  /** Type of the current value. */
  public ValueType type() {
    return scanner.type();
  }

  /** Name of the current member. */
  public String key() {
    return scanner.text(keyFrom, keyTo, keyEscaped);
  }

  /** Name of the current member, as a cache converts it. */
  String key(NameCache names) {
    return keyEscaped ? names.converted(key()) : scanner.name(names, keyFrom, keyTo);
  }

  /** The current value: text without quotes and escapes, else as written. */
  public String value() {
    return scanner.text(scanner.from(), scanner.to(), scanner.isEscaped());
  }

  /** Goes into the object that is the current value. */
  public void enterMember() {
    scanner.moveTo(scanner.from() + 1);
  }

  /** Goes past the object that is the current value; false where it does not end. */
  public boolean skipMember() {
    scanner.moveTo(scanner.from());
    return scanner.skipObject();
  }

  /** The object that is the current value, as written, or null where it does not end. */
  @Nullable String objectText() {
    return skipMember() ? scanner.raw(scanner.from(), scanner.to()) : null;
  }

  /** The array that is the current value, its escapes undone all over. */
  String arrayText() {
    return scanner.text(scanner.from(), scanner.to(), true);
  }

  /**
   * Goes to an element of the array that is the current value, and makes it the current value.
   *
   * @return whether there is one
   */
  boolean enterElement(int index) {
    scanner.moveTo(scanner.from() + 1);
    for (int i = 0; ; i++) {
      scanner.skipBlanks();
      if (scanner.isAtEnd() || scanner.isNext(']') || !scanner.scanValue()) {
        return false;
      }
      if (i == index) {
        return true;
      }
      if (type() == ValueType.OBJECT && !skipMember()) {
        return false;
      }
      scanner.skipBlanks();
      if (!scanner.take(',')) {
        return false;
      }
    }
  }

  /** Whether objects are nested as deeply as they may be. */
  static boolean isTooDeep(int depth) {
    return depth >= MAX_DEPTH;
  }
}
