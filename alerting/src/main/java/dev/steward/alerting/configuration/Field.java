package dev.steward.alerting.configuration;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key of a part of the configuration.
 *
 * @param name how files write it
 * @param type what its value is
 * @param preset its value where files do not set it; the empty text for none
 * @param parts the keys below it, where its value is a mapping or a list of mappings
 */
record Field(String name, Type type, String preset, List<Field> parts) {
  /** What a value is. */
  enum Type {
    /** Any text, mostly a template. */
    TEXT,
    /** A text that is shown to nobody. */
    SECRET,
    /** An address of the web. */
    URL,
    /** An address that is shown to nobody. */
    SECRET_URL,
    /** True or false. */
    TRUTH,
    /** A whole number. */
    NUMBER,
    /** A duration. */
    DURATION,
    /** A host and a port. */
    ADDRESS,
    /** Several texts, or one. */
    TEXTS,
    /** Texts by names. */
    TEXT_MAP,
    /** A mapping of the keys below. */
    PART,
    /** A list of such mappings. */
    PARTS,
    /** Anything. */
    ANY
  }

  Field {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(preset, "preset");
    parts = List.copyOf(parts);
  }

  static Field text(String name) {
    return text(name, "");
  }

  static Field text(String name, String preset) {
    return new Field(name, Type.TEXT, preset, List.of());
  }

  static Field secret(String name) {
    return of(name, Type.SECRET);
  }

  static Field url(String name) {
    return of(name, Type.URL);
  }

  static Field secretUrl(String name) {
    return of(name, Type.SECRET_URL);
  }

  static Field truth(String name, boolean preset) {
    return new Field(name, Type.TRUTH, String.valueOf(preset), List.of());
  }

  static Field number(String name) {
    return of(name, Type.NUMBER);
  }

  static Field duration(String name) {
    return of(name, Type.DURATION);
  }

  static Field address(String name) {
    return of(name, Type.ADDRESS);
  }

  static Field texts(String name) {
    return of(name, Type.TEXTS);
  }

  static Field textMap(String name) {
    return of(name, Type.TEXT_MAP);
  }

  static Field part(String name, List<Field> parts) {
    return new Field(name, Type.PART, "", parts);
  }

  static Field parts(String name, Field... parts) {
    return new Field(name, Type.PARTS, "", List.of(parts));
  }

  static Field any(String name) {
    return of(name, Type.ANY);
  }

  private static Field of(String name, Type type) {
    return new Field(name, type, "", List.of());
  }

  /** The field of a name, or null. */
  static @Nullable Field named(List<Field> fields, String name) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    return null;
  }
}
