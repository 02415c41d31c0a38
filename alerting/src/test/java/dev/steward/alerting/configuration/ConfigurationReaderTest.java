package dev.steward.alerting.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Labels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConfigurationReaderTest {
  private static final String WHOLE =
      """
      global:
        resolve_timeout: 3m
        smtp_smarthost: 'mx.example.org:25'
        smtp_from: steward@example.org
        smtp_auth_password: hidden
        slack_api_url: https://hooks.example.org/hidden
      templates: ['templates/*.tmpl']
      route:
        receiver: everyone
        group_by: [alertname, host]
        group_wait: 10s
        routes:
        - matchers: ['severity="page"', 'team =~ web|mail']
          receiver: on-call
          repeat_interval: 1h
          continue: true
          mute_time_intervals: [nights]
        - match: {team: mail}
          match_re: {host: mx.*}
          group_by: ['...']
          receiver: mail-team
          routes:
          - matchers: [host=mx1]
      inhibit_rules:
      - source_matchers: [alertname=HostDown]
        target_match: {severity: page}
        equal: [host]
      receivers:
      - name: everyone
        email_configs:
        - {to: all@example.org}
      - name: on-call
        webhook_configs:
        - url: http://127.0.0.1:1/hook
          http_config: {basic_auth: {username: u, password: hidden}}
        fallbacks: [everyone]
      - name: mail-team
        slack_configs:
        - channel: '#mail'
        ntfy_configs:
        - topic: mail
      time_intervals:
      - name: nights
        time_intervals:
        - times: [{start_time: '22:00', end_time: '24:00'}]
          weekdays: ['monday:friday', sunday]
          location: Europe/Berlin
      """;

  private static AlertingConfiguration parse(String text) {
    return ConfigurationReader.parse("am.yml", text, Path.of("/etc/am"));
  }

  private static Receiver receiver(AlertingConfiguration configuration, String name) {
    return Objects.requireNonNull(configuration.receivers().get(name), name);
  }

  private static List<String> receivers(AlertingConfiguration configuration, String... labels) {
    return configuration.route().match(Labels.of(labels)).stream().map(Route::receiver).toList();
  }

  @Test
  void aWholeFileIsRead() {
    AlertingConfiguration read = parse(WHOLE);
    assertEquals(Duration.ofMinutes(3), read.resolveTimeout());
    assertEquals(List.of(Path.of("/etc/am/templates/*.tmpl")), read.templates());
    assertEquals(Set.of("everyone", "on-call", "mail-team"), read.receivers().keySet());
    assertEquals(List.of("everyone"), receiver(read, "on-call").fallbacks());
    assertEquals(List.of("host"), read.inhibitRules().getFirst().equal());
    assertEquals(Set.of("nights"), read.times().keySet());
  }

  @Test
  void globalSettingsStandInForThoseOfAReceiver() {
    AlertingConfiguration read = parse(WHOLE);
    Settings mail = receiver(read, "everyone").integrations().getFirst().settings();
    assertEquals("mx.example.org:25", mail.text("smarthost"));
    assertEquals("hidden", mail.text("auth_password"));
    assertTrue(mail.truth("require_tls"));
    Settings slack = receiver(read, "mail-team").integrations().getFirst().settings();
    assertEquals("https://hooks.example.org/hidden", slack.text("api_url"));
    assertFalse(slack.truth("send_resolved"));
  }

  @Test
  void anAlertGoesToTheFirstRouteAndOnWhereItContinues() {
    AlertingConfiguration read = parse(WHOLE);
    assertEquals(List.of("everyone"), receivers(read, "alertname", "x"));
    assertEquals(List.of("on-call"), receivers(read, "severity", "page", "team", "web"));
    assertEquals(
        List.of("on-call", "mail-team"),
        receivers(read, "severity", "page", "team", "mail", "host", "mx1"));
  }

  @Test
  void routesTakeWhatTheyDoNotSayFromAbove() {
    Route mail = parse(WHOLE).route().routes().get(1);
    Route below = mail.routes().getFirst();
    assertEquals(Duration.ofSeconds(10), below.groupWait());
    assertEquals(Duration.ofHours(4), below.repeatInterval());
    assertTrue(below.groupByAll());
    assertEquals("{}/{host=~\"mx.*\",team=\"mail\"}/{host=\"mx1\"}", below.key());
    assertEquals(List.of("nights"), parse(WHOLE).route().routes().getFirst().muteTimes());
    assertEquals(
        Labels.of("alertname", "x"),
        parse(WHOLE).route().groupLabels(Labels.of("alertname", "x", "other", "y")));
  }

  @Test
  void clientsSeeNoSecretsAndNoKeysThatAlertmanagerDoesNotKnow() {
    String shown = parse(WHOLE).original();
    assertFalse(shown.contains("hidden"), shown);
    assertFalse(shown.contains("ntfy"), shown);
    assertFalse(shown.contains("fallbacks"), shown);
    assertTrue(shown.contains("<secret>"), shown);
    assertEquals(3, parse(shown).receivers().size());
  }

  private static void assertProblem(String problem, String text) {
    assertEquals(
        "am.yml:" + problem,
        String.valueOf(
                assertThrows(AlertingConfigurationException.class, () -> parse(text)).getMessage())
            .replaceFirst("^(am.yml:[0-9]+):[0-9]+:", "$1:"));
  }

  @Test
  void aProblemHasLineAndColumn() {
    assertEquals(
        "am.yml:3:13: undefined receiver \"b\" used in route",
        assertThrows(AlertingConfigurationException.class, () -> parse(routed("receiver: b")))
            .getMessage());
  }

  private static String routed(String route) {
    return "receivers: [{name: a}]\nroute:\n" + route.indent(2);
  }

  @Test
  void problemsHaveTheirPlaceAndAlertmanagersWords() {
    assertProblem(" no route provided in config", "");
    assertProblem("1: no route provided in config", "receivers: []");
    assertProblem("1: field rout not found in type config.plain", "rout: {}");
    assertProblem("3: root route must specify a default receiver", routed("group_wait: 1s"));
    assertProblem("3: undefined receiver \"b\" used in route", routed("receiver: b"));
    assertProblem("4: root route must not have any matchers", routed("receiver: a\nmatch: {x: y}"));
    assertProblem("4: cannot have continue in root route", routed("receiver: a\ncontinue: true"));
    assertProblem(
        "4: cannot have wildcard group_by (`...`) and other labels at the same time",
        routed("receiver: a\ngroup_by: ['...', x]"));
    assertProblem("4: duplicated label \"x\" in group_by", routed("receiver: a\ngroup_by: [x, x]"));
    assertProblem("4: group_interval cannot be zero", routed("receiver: a\ngroup_interval: 0s"));
    assertProblem(
        "4: not a valid duration string: \"soon\"", routed("receiver: a\ngroup_wait: soon"));
    assertProblem("5: bad matcher format: x", routed("receiver: a\nroutes:\n- matchers: [x]"));
    assertProblem(
        "5: undefined time interval \"n\" used in route",
        routed("receiver: a\nroutes:\n- mute_time_intervals: [n]"));
  }

  @Test
  void problemsOfReceiversHaveAlertmanagersWords() {
    String head = "route: {receiver: a}\nreceivers:\n";
    assertProblem("3: missing name in receiver", head + "- email_configs: []");
    assertProblem("4: notification config name \"a\" is not unique", head + "- name: a\n- name: a");
    assertProblem(
        "4: one of url or url_file must be configured",
        head + "- name: a\n  webhook_configs: [{send_resolved: true}]");
    assertProblem(
        "4: unsupported scheme \"ftp\" for URL",
        head + "- name: a\n  webhook_configs: [{url: ftp://x}]");
    assertProblem(
        "4: no global SMTP smarthost set", head + "- name: a\n  email_configs: [{to: x}]");
    assertProblem(
        "4: missing to address in email config", head + "- name: a\n  email_configs: [{}]");
    assertProblem(
        "4: no global Slack API URL set either inline or in a file",
        head + "- name: a\n  slack_configs: [{channel: x}]");
    assertProblem(
        "2: undefined receiver \"b\" used in fallbacks of \"a\"",
        "route: {receiver: a}\nreceivers: [{name: a, fallbacks: [b]}]");
  }

  @Test
  void routesThatContainThemselvesAreAnErrorAndNoLoop() {
    AlertingConfigurationException wrong =
        assertThrows(
            AlertingConfigurationException.class,
            () -> parse(routed("receiver: a\nroutes: &r\n- receiver: a\n  routes: *r")));
    assertTrue(String.valueOf(wrong.getMessage()).startsWith("am.yml:"), wrong.toString());
  }
}
