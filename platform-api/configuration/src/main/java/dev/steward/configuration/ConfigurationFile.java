package dev.steward.configuration;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Walks one YAML file along a specification and finds its settings, with their places. */
final class ConfigurationFile {
  private static final int MAX_BYTES = 4 << 20;
  private static final int MAX_DEPTH = 12;

  private final ConfigurationSpec spec;
  private final Path file;
  private final List<String> problems;
  private final List<Found> found = new ArrayList<>();

  /** A setting's value in the file. */
  record Found(Setting<?> setting, RawValue value, String place) {}

  private ConfigurationFile(ConfigurationSpec spec, Path file, List<String> problems) {
    this.spec = spec;
    this.file = file;
    this.problems = problems;
  }

  /** Finds the settings of a file; what is wrong is added to {@code problems}. */
  static List<Found> read(ConfigurationSpec spec, Path file, List<String> problems) {
    ConfigurationFile reader = new ConfigurationFile(spec, file, problems);
    reader.compose().ifPresent(root -> reader.section(root, ""));
    return reader.found;
  }

  private Optional<Node> compose() {
    try {
      if (Files.size(file) > MAX_BYTES) {
        problems.add(file + ": larger than 4 MiB (expected: a configuration file)");
        return Optional.empty();
      }
      LoadSettings settings =
          LoadSettings.builder().setLabel(file.toString()).setMaxAliasesForCollections(50).build();
      return new Compose(settings).composeString(Files.readString(file));
    } catch (MarkedYamlEngineException e) {
      String place = e.getProblemMark().map(this::place).orElse(file.toString());
      problems.add(place + ": " + e.getProblem() + " (expected: YAML)");
    } catch (YamlEngineException e) {
      problems.add(file + ": " + e.getMessage() + " (expected: YAML)");
    } catch (NoSuchFileException e) {
      problems.add(file + ": no such file (expected: a YAML file)");
    } catch (MalformedInputException e) {
      problems.add(file + ": not UTF-8 (expected: a YAML file)");
    } catch (IOException e) {
      problems.add(file + ": cannot be read: " + e.getMessage() + " (expected: a YAML file)");
    }
    return Optional.empty();
  }

  private void section(Node node, String section) {
    if (isEmpty(node)) {
      return;
    }
    if (!(node instanceof MappingNode mapping)) {
      problems.add(
          place(node)
              + ": "
              + (section.isEmpty() ? "the file" : section)
              + ": not a mapping (expected: "
              + accepted(section)
              + ")");
      return;
    }
    Map<String, String> seen = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : null;
      if (key == null) {
        problems.add(
            place(tuple.getKeyNode()) + ": not a key (expected: " + accepted(section) + ")");
        continue;
      }
      String first = seen.putIfAbsent(key, place(tuple.getKeyNode()));
      if (first != null) {
        problems.add(
            place(tuple.getKeyNode())
                + ": "
                + key
                + ": stands twice (expected: once, as at "
                + first
                + ")");
        continue;
      }
      entry(section, key, tuple);
    }
  }

  private void entry(String section, String key, NodeTuple tuple) {
    String path = section.isEmpty() ? key : section + "." + key;
    Setting<?> setting = spec.setting(path);
    String retirement = spec.retirement(path);
    if (setting != null) {
      setting(setting, tuple.getValueNode());
    } else if (retirement != null) {
      problems.add(place(tuple.getKeyNode()) + ": " + path + ": " + retirement);
    } else if (spec.isSection(path)) {
      section(tuple.getValueNode(), path);
    } else if (!spec.isForeign(path) && !spec.isVerbatim(path)) {
      problems.add(
          place(tuple.getKeyNode())
              + ": "
              + path
              + ": unknown key (expected: "
              + accepted(section)
              + suggestion(section, key)
              + ")");
    }
  }

  private void setting(Setting<?> setting, Node node) {
    if (isEmpty(node)) {
      problems.add(
          place(node) + ": " + setting.path() + ": empty (expected: " + setting.type() + ")");
      return;
    }
    RawValue value = raw(node, 0);
    if (value == null) {
      problems.add(
          place(node)
              + ": "
              + setting.path()
              + ": nested too deeply or empty within (expected: "
              + setting.type()
              + ")");
    } else {
      found.add(new Found(setting, value, place(node)));
    }
  }

  private static @Nullable RawValue raw(Node node, int depth) {
    if (depth > MAX_DEPTH) {
      return null;
    }
    return switch (node) {
      case ScalarNode scalar -> isEmpty(scalar) ? null : scalar(scalar);
      case MappingNode mapping -> {
        Map<String, RawValue> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
          RawValue value = raw(tuple.getValueNode(), depth + 1);
          if (!(tuple.getKeyNode() instanceof ScalarNode key) || value == null) {
            yield null;
          }
          values.put(key.getValue(), value);
        }
        yield new RawValue.Mapping(values);
      }
      case SequenceNode sequence -> {
        List<RawValue> values = new ArrayList<>();
        for (Node element : sequence.getValue()) {
          RawValue value = raw(element, depth + 1);
          if (value == null) {
            yield null;
          }
          values.add(value);
        }
        yield new RawValue.Sequence(values);
      }
      default -> null;
    };
  }

  private static RawValue scalar(ScalarNode node) {
    Tag tag = node.getTag();
    RawValue.Kind kind =
        tag.equals(Tag.INT)
            ? RawValue.Kind.INTEGER
            : tag.equals(Tag.FLOAT)
                ? RawValue.Kind.DECIMAL
                : tag.equals(Tag.BOOL) ? RawValue.Kind.BOOLEAN : RawValue.Kind.TEXT;
    return new RawValue.Scalar(node.getValue(), kind);
  }

  private static boolean isEmpty(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private String accepted(String section) {
    Collection<String> names = spec.acceptedBelow(section);
    return "one of " + String.join(", ", names);
  }

  private String suggestion(String section, String key) {
    return NearestName.of(key, spec.acceptedBelow(section))
        .map(name -> "; did you mean " + name + "?")
        .orElse("");
  }

  private String place(Node node) {
    return node.getStartMark().map(this::place).orElse(file.toString());
  }

  private String place(Mark mark) {
    return file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }
}
