package dev.steward.configuration;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every key that a program's configuration may hold, and the keys that it held once. Immutable and
 * safe for any thread.
 */
public final class ConfigurationSpec {
  private final Map<String, Setting<?>> settings;
  private final Map<String, String> retired;
  private final Map<String, Set<String>> foreign;
  private final Set<String> verbatim;

  private ConfigurationSpec(Builder builder) {
    this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(builder.settings));
    this.retired = Map.copyOf(builder.retired);
    this.foreign = Map.copyOf(builder.foreign);
    this.verbatim = Set.copyOf(builder.verbatim);
  }

  /** A builder without settings. */
  public static Builder builder() {
    return new Builder();
  }

  /** The settings, in the order in which they were added. */
  public Collection<Setting<?>> settings() {
    return settings.values();
  }

  @Nullable Setting<?> setting(String path) {
    return settings.get(path);
  }

  /** What to say about a key that is no longer accepted, or null. */
  @Nullable String retirement(String path) {
    return retired.get(path);
  }

  /** Whether a key is one of another program that reads the same file. */
  boolean isForeign(String path) {
    return foreign.values().stream().anyMatch(keys -> keys.contains(path));
  }

  /** Whether a section has another product's form, and is read by whoever knows that. */
  boolean isVerbatim(String path) {
    return verbatim.contains(path);
  }

  /** Whether other keys stand below a path. */
  boolean isSection(String path) {
    String prefix = path + ".";
    return foreign.containsKey(path)
        || paths().anyMatch(key -> key.startsWith(prefix))
        || retired.keySet().stream().anyMatch(key -> key.startsWith(prefix));
  }

  /** The names of the environment variables of every program that reads the file. */
  List<String> environmentNames() {
    return paths().map(Setting::environmentName).toList();
  }

  /** What the environment variables of the settings below each top section begin with. */
  List<String> environmentPrefixes() {
    return paths()
        .filter(path -> path.contains("."))
        .map(path -> Setting.environmentName(path.substring(0, path.indexOf('.') + 1)))
        .distinct()
        .toList();
  }

  private Stream<String> paths() {
    return Stream.concat(
        settings.keySet().stream(), foreign.values().stream().flatMap(Set::stream));
  }

  /** The keys accepted directly below a section, sorted; the empty path is the top of the file. */
  Collection<String> acceptedBelow(String section) {
    String prefix = section.isEmpty() ? "" : section + ".";
    TreeSet<String> names = new TreeSet<>();
    for (String path : Stream.concat(paths(), verbatim.stream()).toList()) {
      if (path.startsWith(prefix)) {
        int dot = path.indexOf('.', prefix.length());
        names.add(path.substring(prefix.length(), dot < 0 ? path.length() : dot));
      }
    }
    return names;
  }

  /**
   * Collects settings; for one thread.
   *
   * <p>Each method throws {@link IllegalArgumentException} where two keys would be in each other's
   * way.
   */
  public static final class Builder {
    private final Map<String, Setting<?>> settings = new LinkedHashMap<>();
    private final Map<String, String> environmentNames = new HashMap<>();
    private final Map<String, String> retired = new HashMap<>();
    private final Map<String, Set<String>> foreign = new HashMap<>();
    private final Set<String> verbatim = new HashSet<>();

    private Builder() {}

    /** Adds settings. */
    public Builder add(Setting<?>... added) {
      for (Setting<?> setting : added) {
        String path = setting.path();
        for (String other : settings.keySet()) {
          if (other.equals(path) || other.startsWith(path + ".") || path.startsWith(other + ".")) {
            throw new IllegalArgumentException(
                "setting: " + path + " (expected: a path apart from " + other + ")");
          }
        }
        String other = environmentNames.put(setting.environmentName(), path);
        if (other != null) {
          throw new IllegalArgumentException(
              "setting: "
                  + path
                  + " (expected: another environment name than that of "
                  + other
                  + ")");
        }
        settings.put(path, setting);
      }
      return this;
    }

    /** Declares that a key was renamed: who still writes it is told the new one. */
    public Builder renamed(String oldPath, Setting<?> now) {
      retired.put(oldPath, "was renamed to " + now.path());
      return this;
    }

    /** Declares that a key was removed, and why: who still writes it is told. */
    public Builder removed(String path, String reason) {
      retired.put(path, "was removed: " + reason);
      return this;
    }

    /**
     * Declares a section that another program reads from the same file: its keys are known, so that
     * a misspelt one stops this program too; its values are left to their reader.
     */
    public Builder foreign(String section, ProgramKeys keys) {
      foreign.put(section, keys.below(section));
      return this;
    }

    /**
     * Declares sections that are written in another product's form, such as Prometheus': they are
     * not looked into, whoever knows the form reads them.
     */
    public Builder verbatim(Collection<String> sections) {
      verbatim.addAll(sections);
      return this;
    }

    /** The specification. */
    public ConfigurationSpec build() {
      return new ConfigurationSpec(this);
    }
  }
}
