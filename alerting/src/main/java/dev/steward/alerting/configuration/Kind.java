package dev.steward.alerting.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A way to reach somebody, such as mail, with the keys of its configuration.
 *
 * @param name the kind's name, such as {@code email}; its list's key is {@code email_configs}
 * @param extension whether only Steward knows it, and not Alertmanager
 * @param fields its keys, {@code send_resolved} and {@code http_config} among them
 * @param globals which global key stands in for which of its own
 * @param check what is wrong with given values, in Alertmanager's words; null where nothing is
 */
record Kind(
    String name, boolean extension, List<Field> fields, Map<String, String> globals, Check check) {
  /** Finds what is wrong with values. */
  interface Check extends Function<Settings, @Nullable String> {}

  Kind {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(check, "check");
    fields = List.copyOf(fields);
    globals = Map.copyOf(globals);
  }

  /** A kind that Alertmanager has, spoken to over HTTP. */
  static Kind http(String name, boolean sendResolved, Field... fields) {
    List<Field> all = new ArrayList<>(List.of(fields));
    all.add(Field.truth("send_resolved", sendResolved));
    all.add(Field.part("http_config", HttpFields.ALL));
    return new Kind(name, false, all, Map.of("http_config", "http_config"), settings -> null);
  }

  /** The key of the list of such configurations. */
  String key() {
    return name + "_configs";
  }

  Kind asExtension() {
    return new Kind(name, true, fields, globals, check);
  }

  /** This kind with a global key that stands in for one of its own. */
  Kind global(String key, String globalKey) {
    Map<String, String> more = new java.util.HashMap<>(globals);
    more.put(key, globalKey);
    return new Kind(name, extension, fields, more, check);
  }

  /** This kind with one more check, after those it has. */
  Kind checked(Check further) {
    return new Kind(
        name,
        extension,
        fields,
        globals,
        settings -> {
          String problem = check.apply(settings);
          return problem == null ? further.apply(settings) : problem;
        });
  }

  /** This kind, of whose two keys at most one may be set. */
  Kind atMostOne(String key, String other) {
    return checked(settings ->
        settings.has(key) && settings.has(other)
            ? "at most one of " + key + " & " + other + " must be configured"
            : null);
  }

  /** This kind, of whose two keys exactly one must be set. */
  Kind exactlyOne(String key, String other) {
    return checked(settings ->
            settings.has(key) || settings.has(other)
                ? null
                : "one of " + key + " or " + other + " must be configured")
        .atMostOne(key, other);
  }

  /** This kind, one of whose keys must be set. */
  Kind required(String key, String problem) {
    return checked(settings -> settings.text(key).isEmpty() ? problem : null);
  }
}
