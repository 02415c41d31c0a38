package dev.steward.configuration;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration file: its path, its type, its default and a sentence for people.
 * Immutable and safe for any thread. Two settings are equal only if they are the same object.
 *
 * @param <T> the type of its value
 */
public final class Setting<T> {
  private static final Pattern PATH = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*");

  private final String path;
  private final SettingType<T> type;
  private final @Nullable String defaultText;
  private final String description;

  private Setting(
      String path, SettingType<T> type, @Nullable String defaultText, String description) {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "path: " + path + " (expected: lower-case words with dots between them)");
    }
    this.path = path;
    this.type = Objects.requireNonNull(type, "type");
    this.defaultText = defaultText;
    this.description = Objects.requireNonNull(description, "description");
  }

  /**
   * A setting with a default.
   *
   * @param path keys from the top of the file, with dots between them, such as {@code server.http}
   * @param type what its value may be
   * @param defaultText the default, as a flag would give it
   * @param description one sentence or more for the commented default file
   * @throws IllegalArgumentException if the default is not of the type
   */
  public static <T> Setting<T> of(
      String path, SettingType<T> type, String defaultText, String description) {
    Setting<T> setting = new Setting<>(path, type, defaultText, description);
    Object unused = setting.defaultValue();
    return setting;
  }

  /** A setting without a default: loading fails where nobody gives it a value. */
  public static <T> Setting<T> required(String path, SettingType<T> type, String description) {
    return new Setting<>(path, type, null, description);
  }

  /** Keys from the top of the file, with dots between them. */
  public String path() {
    return path;
  }

  /** What the value may be. */
  public SettingType<T> type() {
    return type;
  }

  /** What the setting is for. */
  public String description() {
    return description;
  }

  /** The environment variable that overrides the file, such as {@code STEWARD_SERVER_HTTP}. */
  public String environmentName() {
    return environmentName(path);
  }

  static String environmentName(String path) {
    return "STEWARD_" + path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** The default as text, or null where there is none. */
  public @Nullable String defaultText() {
    return defaultText;
  }

  T defaultValue() {
    if (defaultText == null) {
      throw new IllegalStateException(path + ": has no default");
    }
    return type.read(new RawValue.Scalar(defaultText, RawValue.Kind.UNTYPED));
  }

  List<String> keys() {
    return List.of(path.split("\\."));
  }

  /** The path. */
  @Override
  public String toString() {
    return path;
  }
}
