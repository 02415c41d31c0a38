package dev.steward.server.alertmanager;

import dev.steward.alerting.dispatch.Pager;
import dev.steward.alerting.matching.FilterMatching;
import dev.steward.alerting.matching.MatcherParser;
import dev.steward.alerting.matching.Matchers;
import dev.steward.server.http.RequestParameters;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.text.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which alerts a client asks for.
 *
 * @param labels conditions on their labels
 * @param receiver expression that one of their receivers has to match, if any
 * @param active whether alerts that nothing mutes are wanted
 * @param silenced whether silenced ones are
 * @param inhibited whether inhibited ones are
 * @param unprocessed whether ones that no route has seen are; there are none here
 * @param muted whether groups are wanted that a time mutes
 */
record AlertFilter(
    Matchers labels,
    Optional<Regex> receiver,
    boolean active,
    boolean silenced,
    boolean inhibited,
    boolean unprocessed,
    boolean muted) {
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

  /**
   * What the parameters of a request say.
   *
   * @throws StewardException with {@code INVALID_ARGUMENT}
   */
  static AlertFilter of(RequestParameters parameters) {
    String receiver = parameters.firstOr("receiver", "");
    return new AlertFilter(
        matchers(parameters),
        receiver.isEmpty() ? Optional.empty() : Optional.of(regex(receiver)),
        flag(parameters, "active"),
        flag(parameters, "silenced"),
        flag(parameters, "inhibited"),
        flag(parameters, "unprocessed"),
        flag(parameters, "muted"));
  }

  /** The conditions of all {@code filter} parameters. */
  static Matchers matchers(RequestParameters parameters) {
    List<LabelMatcher> all = new ArrayList<>();
    for (String filter : parameters.all("filter")) {
      all.addAll(MatcherParser.parse(filter).all());
    }
    return new Matchers(all);
  }

  private static Regex regex(String expression) {
    try {
      return Regex.compile(expression);
    } catch (StewardException e) {
      throw RequestJson.invalid("failed to parse receiver param: " + e.getMessage());
    }
  }

  private static boolean flag(RequestParameters parameters, String name) {
    String text = parameters.firstOr(name, "true");
    if (!TRUE.contains(text) && !FALSE.contains(text)) {
      throw RequestJson.invalid(name + " in query must be of type boolean: \"" + text + "\"");
    }
    return TRUE.contains(text);
  }

  boolean accepts(Pager.Known known) {
    boolean wanted =
        (active || known.status().isMuted())
            && (silenced || known.status().silencedBy().isEmpty())
            && (inhibited || known.status().inhibitedBy().isEmpty());
    return wanted && FilterMatching.accepts(labels, known.alert().labels());
  }

  boolean acceptsReceiver(String name) {
    return receiver.map(regex -> regex.matchesWhole(name)).orElse(true);
  }
}
