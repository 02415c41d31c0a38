package dev.steward.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of every setting of a program, and where each came from. Immutable and safe for any
 * thread.
 *
 * <p>A flag wins over the environment, the environment over the file, the file over the default.
 */
public final class Configuration {
  private static final String ENVIRONMENT_PREFIX = "STEWARD_";

  private final ConfigurationSpec spec;
  private final Map<Setting<?>, Given> given;
  private final List<String> warnings;

  /** A value that was read, and its place for messages. */
  private record Given(Object value, String place) {}

  private Configuration(
      ConfigurationSpec spec, Map<Setting<?>, Given> given, List<String> warnings) {
    this.spec = spec;
    this.given = given;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Reads everything that is given.
   *
   * @param spec the keys there are
   * @param file the YAML file, or null where there is none
   * @param environment environment variables; those of other programs are left alone
   * @param flags values of command-line flags; a later one wins
   * @throws ConfigurationException naming every key that is unknown, of the wrong type, missing or
   *     no longer accepted, each with its place
   */
  public static Configuration load(
      ConfigurationSpec spec,
      @Nullable Path file,
      Map<String, String> environment,
      List<FlagValue> flags) {
    List<String> problems = new ArrayList<>();
    Map<Setting<?>, Given> given = new HashMap<>();
    if (file != null) {
      ConfigurationFile.read(spec, file, problems)
          .forEach(found -> put(given, found.setting(), found.value(), found.place(), problems));
    }
    for (Setting<?> setting : spec.settings()) {
      String text = environment.get(setting.environmentName());
      if (text != null) {
        RawValue value = new RawValue.Scalar(text, RawValue.Kind.UNTYPED);
        put(given, setting, value, setting.environmentName(), problems);
      }
    }
    addUnknownVariables(spec, environment, problems);
    for (FlagValue flag : flags) {
      put(given, known(spec, flag.setting()), flag.raw(), flag.flag(), problems);
    }
    addMissing(spec, given, flags, problems);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return new Configuration(spec, given, environmentWarnings(spec, environment));
  }

  private static void put(
      Map<Setting<?>, Given> given,
      Setting<?> setting,
      RawValue value,
      String place,
      List<String> problems) {
    try {
      given.put(setting, new Given(setting.type().read(value), place));
    } catch (IllegalArgumentException e) {
      problems.add(
          place
              + ": "
              + setting.path()
              + ": "
              + value.shown()
              + " (expected: "
              + setting.type()
              + ")");
    }
  }

  private static void addMissing(
      ConfigurationSpec spec,
      Map<Setting<?>, Given> given,
      List<FlagValue> flags,
      List<String> problems) {
    for (Setting<?> setting : spec.settings()) {
      if (setting.defaultText() == null && !given.containsKey(setting) && problems.isEmpty()) {
        problems.add(
            setting.path()
                + ": missing (expected: "
                + setting.type()
                + ", in the file or in "
                + setting.environmentName()
                + ")");
      }
    }
  }

  /** A variable in the name space of a program's settings must be one of them. */
  private static void addUnknownVariables(
      ConfigurationSpec spec, Map<String, String> environment, List<String> problems) {
    List<String> prefixes = spec.environmentPrefixes();
    for (String name : unknownVariables(spec, environment)) {
      for (String prefix : prefixes) {
        if (name.startsWith(prefix)) {
          List<String> names =
              spec.environmentNames().stream().filter(other -> other.startsWith(prefix)).toList();
          problems.add(
              name
                  + ": no setting has this name (expected: one of "
                  + String.join(", ", names)
                  + NearestName.of(name, names)
                      .map(right -> "; did you mean " + right + "?")
                      .orElse("")
                  + ")");
        }
      }
    }
  }

  /** Outside those name spaces another program's variable may only look like one of ours. */
  private static List<String> environmentWarnings(
      ConfigurationSpec spec, Map<String, String> environment) {
    List<String> warnings = new ArrayList<>();
    for (String name : unknownVariables(spec, environment)) {
      NearestName.of(name, spec.environmentNames())
          .ifPresent(right ->
              warnings.add(name + ": no setting has this name (did you mean " + right + "?)"));
    }
    return warnings;
  }

  private static List<String> unknownVariables(
      ConfigurationSpec spec, Map<String, String> environment) {
    List<String> names = spec.environmentNames();
    return environment.keySet().stream()
        .filter(name -> name.startsWith(ENVIRONMENT_PREFIX) && !names.contains(name))
        .sorted()
        .toList();
  }

  private static Setting<?> known(ConfigurationSpec spec, Setting<?> setting) {
    if (spec.setting(setting.path()) != setting) {
      throw new IllegalArgumentException(
          "setting: " + setting.path() + " (expected: one of the specification)");
    }
    return setting;
  }

  /** The value of a setting: what was given, else its default. */
  public <T> T value(Setting<T> setting) {
    Given found = given.get(known(spec, setting));
    if (found == null) {
      return setting.defaultValue();
    }
    // The value was read by this setting's own type.
    @SuppressWarnings("unchecked")
    T value = (T) found.value();
    return value;
  }

  /**
   * Where a setting's value came from: {@code FILE:LINE:COLUMN}, an environment variable, a flag or
   * {@code default}.
   */
  public String place(Setting<?> setting) {
    Given found = given.get(known(spec, setting));
    return found == null ? "default" : found.place();
  }

  /** What is suspicious without being wrong, such as a misspelt environment variable. */
  public List<String> warnings() {
    return warnings;
  }
}
