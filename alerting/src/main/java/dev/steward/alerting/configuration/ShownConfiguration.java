package dev.steward.alerting.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * A configuration as Alertmanager's clients may see it. Secrets read {@code <secret>}. What only
 * Steward knows is left out: clients such as amtool read this strictly, with Alertmanager's keys.
 */
final class ShownConfiguration {
  private static final Set<String> EXTENSIONS =
      Set.of(ReceiverReader.FALLBACKS, "heartbeats", "smtp_smarthosts", "smarthosts");
  private static final String SECRET = "<secret>";

  private ShownConfiguration() {}

  /** The text of a configuration that was read without error. */
  static String of(String text) {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(text);
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setDefaultScalarStyle(ScalarStyle.DOUBLE_QUOTED)
            .setDereferenceAliases(true)
            .build();
    return new Dump(settings).dumpToString(shown(tree, List.of()));
  }

  private static @Nullable Object shown(@Nullable Object tree, List<Field> fields) {
    return switch (tree) {
      case Map<?, ?> map -> mapping(map, fields);
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(element -> copy.add(shown(element, fields)));
        yield copy;
      }
      case null -> null;
      default -> tree;
    };
  }

  private static Map<String, @Nullable Object> mapping(Map<?, ?> map, List<Field> fields) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> {
      String name = String.valueOf(key);
      Field field = Field.named(fields, name);
      if (isExtension(name)) {
        return;
      }
      boolean secret =
          field != null
              && (field.type() == Field.Type.SECRET || field.type() == Field.Type.SECRET_URL);
      copy.put(name, secret && value != null ? SECRET : shown(value, below(name, field)));
    });
    return copy;
  }

  private static boolean isExtension(String name) {
    return EXTENSIONS.contains(name)
        || ReceiverReader.KINDS.stream()
            .anyMatch(kind -> kind.extension() && kind.key().equals(name));
  }

  private static List<Field> below(String name, @Nullable Field field) {
    if (field != null) {
      return field.parts();
    }
    if (name.equals("global")) {
      return GlobalFields.ALL;
    }
    return ReceiverReader.KINDS.stream()
        .filter(kind -> kind.key().equals(name))
        .findFirst()
        .map(Kind::fields)
        .orElse(List.of());
  }
}
