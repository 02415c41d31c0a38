package dev.steward.alerting.configuration;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads parts of the configuration by the fields that they may have. */
final class SettingsReader {
  private static final String HIDDEN = "<secret>";

  private final PlacedYaml yaml;
  private final Path folder;

  /**
   * A reader.
   *
   * @param folder what relative names of files in the configuration are relative to
   */
  SettingsReader(PlacedYaml yaml, Path folder) {
    this.yaml = yaml;
    this.folder = folder;
  }

  PlacedYaml yaml() {
    return yaml;
  }

  /** A part's values. */
  Settings read(Node node, String what, List<Field> fields) {
    Set<String> known = fields.stream().map(Field::name).collect(Collectors.toSet());
    Map<String, Node> nodes = yaml.mapping(node, what, known);
    Map<String, Object> values = new LinkedHashMap<>();
    for (Field field : fields) {
      Node value = nodes.get(field.name());
      if (value != null) {
        value(value, field).ifPresent(read -> values.put(field.name(), read));
      } else if (!field.preset().isEmpty()) {
        values.put(
            field.name(),
            field.type() == Field.Type.TRUTH ? Boolean.valueOf(field.preset()) : field.preset());
      }
    }
    return new Settings(values);
  }

  /** The defaults of fields. */
  Settings presets(List<Field> fields) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Field field : fields) {
      if (!field.preset().isEmpty()) {
        values.put(
            field.name(),
            field.type() == Field.Type.TRUTH ? Boolean.valueOf(field.preset()) : field.preset());
      }
    }
    return new Settings(values);
  }

  private Optional<Object> value(Node node, Field field) {
    return switch (field.type()) {
      case TEXT, SECRET -> text(node, field);
      case URL, SECRET_URL -> Optional.of(url(node, field.type() == Field.Type.SECRET_URL));
      case TRUTH -> Optional.of(yaml.truth(node));
      case NUMBER -> Optional.of(yaml.number(node));
      case DURATION -> Optional.of(yaml.duration(node));
      case ADDRESS -> address(node);
      case TEXTS -> Optional.of(yaml.texts(node));
      case TEXT_MAP -> Optional.of(yaml.textMap(node));
      case PART -> Optional.of(read(node, "config." + field.name(), field.parts()));
      case PARTS ->
          Optional.of(
              yaml.sequence(node).stream()
                  .map(part -> read(part, "config." + field.name(), field.parts()))
                  .toList());
      case ANY -> Optional.of(any(node));
    };
  }

  private Optional<Object> text(Node node, Field field) {
    String text = yaml.text(node);
    boolean file = field.name().endsWith("_file");
    return file && text.isEmpty()
        ? Optional.empty()
        : Optional.of(file ? folder.resolve(text).toString() : text);
  }

  /** An address of the web. */
  private String url(Node node, boolean hidden) {
    String text = yaml.text(node);
    if (hidden && text.equals(HIDDEN)) {
      return text;
    }
    URI url;
    try {
      url = URI.create(text.strip());
    } catch (IllegalArgumentException e) {
      throw yaml.error(
          node,
          hidden ? "invalid URL (not shown: it is secret)" : "parse \"" + text + "\": invalid URL");
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme();
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw yaml.error(node, "unsupported scheme \"" + scheme + "\" for URL");
    }
    if (url.getRawAuthority() == null) {
      throw yaml.error(node, "missing host for URL");
    }
    return text.strip();
  }

  private Optional<Object> address(Node node) {
    String text = yaml.text(node);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[");
    if (colon < 0 || (bracketed && text.charAt(colon - 1) != ']')) {
      throw yaml.error(node, "address " + text + ": missing port in address");
    }
    if (!bracketed && text.indexOf(':') != colon) {
      throw yaml.error(node, "address " + text + ": too many colons in address");
    }
    if (colon == text.length() - 1) {
      throw yaml.error(node, "address \"" + text + "\": port cannot be empty");
    }
    return Optional.of(text);
  }

  private Object any(Node node) {
    if (node instanceof ScalarNode) {
      return yaml.text(node);
    }
    if (node instanceof MappingNode) {
      Map<String, Object> map = new LinkedHashMap<>();
      yaml.entries(node, "map[string]any").forEach((key, value) -> map.put(key, any(value)));
      return map;
    }
    List<Object> list = new ArrayList<>();
    yaml.sequence(node).forEach(value -> list.add(any(value)));
    return list;
  }
}
