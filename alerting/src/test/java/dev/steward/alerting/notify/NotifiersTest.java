package dev.steward.alerting.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.alerting.alert.Alert;
import dev.steward.alerting.alert.PostedAlert;
import dev.steward.alerting.configuration.ConfigurationReader;
import dev.steward.alerting.configuration.Integration;
import dev.steward.alerting.configuration.Receiver;
import dev.steward.alerting.dispatch.TestClock;
import dev.steward.alerting.dispatch.WebhookReceiver;
import dev.steward.alerting.dispatch.WebhookReceiver.Answer;
import dev.steward.alerting.dispatch.WebhookReceiver.Request;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Each notifier against an HTTP server that keeps what it gets. */
final class NotifiersTest {
  private static final String SUBJECT = "[FIRING:1] Down mx1 (page)";

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();
  private WebhookReceiver server;

  @BeforeEach
  void listen() throws IOException {
    server = new WebhookReceiver();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Notifier notifier(String configs) {
    String text = "route: {receiver: r}\nreceivers:\n- name: r\n" + configs.indent(2);
    var configuration =
        ConfigurationReader.parse("am.yml", text.replace("URL", server.url("")), folder);
    Receiver receiver = Objects.requireNonNull(configuration.receivers().get("r"));
    Integration integration = receiver.integrations().getFirst();
    return new Notifiers(NotificationTemplates.load(configuration.templates(), clock))
        .of(integration);
  }

  private Notification notification(boolean firing, String... annotations) {
    Labels labels = Labels.of("alertname", "Down", "host", "mx1", "severity", "page");
    Map<String, String> texts =
        annotations.length == 0
            ? Map.of("summary", "it <burns> & smokes")
            : Map.of(annotations[0], annotations[1]);
    PostedAlert posted =
        new PostedAlert(
            labels,
            texts,
            clock.instant().minusSeconds(60),
            clock.instant().plusSeconds(firing ? 600 : -1),
            "http://rules/1");
    return new Notification(
        "id-1",
        "r",
        "{}:{alertname=\"Down\"}",
        labels.keeping(List.of("alertname", "host")),
        List.of(Alert.of(posted, clock.instant(), Duration.ofMinutes(5))),
        clock.instant(),
        "http://steward");
  }

  private Request sent(String configs) throws Exception {
    return sent(configs, true);
  }

  private Request sent(String configs, boolean firing) throws Exception {
    int before = server.requests().size();
    notifier(configs).send(notification(firing), "");
    return server.await(before + 1);
  }

  @Test
  void aWebhookGetsHeadersAndSecretsOfItsConfiguration() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    Request request =
        sent(
            """
            webhook_configs:
            - url: URL/hook
              http_config:
                basic_auth: {username: me, password_file: %s}
                http_headers: {X-Team: {values: [web]}}
            """
                .formatted(password));
    assertEquals("Basic bWU6c2VjcmV0", request.headers().get("authorization"));
    assertEquals("web", request.headers().get("x-team"));
    assertEquals("id-1", request.headers().get("idempotency-key"));
    assertEquals("application/json", request.headers().get("content-type"));
    assertEquals(
        "it <burns> & smokes", request.json().at("/alerts/0/annotations/summary").asString());
  }

  @Test
  void aWebhookSendsItsOwnPayloadWhereItHasOne() throws Exception {
    Request request =
        sent(
            """
            webhook_configs:
            - url: URL/hook
              payload: {text: '{{ .Status }} {{ .GroupLabels.host }}', list: ['{{ len .Alerts }}']}
            """);
    assertEquals("{\"text\":\"firing mx1\",\"list\":[\"1\"]}", request.body());
  }

  @Test
  void slackGetsAnAttachment() throws Exception {
    JsonNode message =
        sent("""
        slack_configs:
        - api_url: URL/slack
          channel: '#{{ .GroupLabels.host }}'
          fields: [{title: t, value: '{{ .Status }}', short: true}]
        """)
            .json();
    assertEquals("#mx1", message.get("channel").asString());
    assertEquals("Steward", message.get("username").asString());
    assertEquals(SUBJECT, message.at("/attachments/0/title").asString());
    assertEquals("danger", message.at("/attachments/0/color").asString());
    assertEquals("it <burns> & smokes", message.at("/attachments/0/text").asString().strip());
    assertEquals("firing", message.at("/attachments/0/fields/0/value").asString());
  }

  @Test
  void slacksAppsAreToldByTheirAnswerWhatIsWrong() throws Exception {
    server.answer(request -> new Answer(200, "{\"ok\":false,\"error\":\"channel_not_found\"}"));
    Notifier notifier =
        notifier("slack_configs: [{app_token: xoxb, app_url: 'URL/app', channel: c}]");
    SendingFailedException failure =
        assertThrows(SendingFailedException.class, () -> notifier.send(notification(true), ""));
    assertFalse(failure.isTemporary());
    assertEquals("Bearer xoxb", server.await(1).headers().get("authorization"));
  }

  @Test
  void mattermostAndRocketChatAndDiscordGetTheirOwnForms() throws Exception {
    assertTrue(
        sent("mattermost_configs: [{webhook_url: 'URL/mm'}]")
            .json()
            .get("text")
            .asString()
            .contains("**it <burns> & smokes**"));
    Request rocket =
        sent("rocketchat_configs: [{api_url: 'URL', token: t, token_id: u, channel: '#c'}]");
    assertEquals("/api/v1/chat.postMessage", rocket.path());
    assertEquals("t", rocket.headers().get("x-auth-token"));
    assertEquals(SUBJECT, rocket.json().at("/attachments/0/title").asString());
    JsonNode discord = sent("discord_configs: [{webhook_url: 'URL/dc'}]").json();
    assertEquals(SUBJECT, discord.at("/embeds/0/title").asString());
    assertEquals(0x992D22, discord.at("/embeds/0/color").asInt());
  }

  @Test
  void telegramGetsHtmlInWhichValuesAreEscaped() throws Exception {
    Request request = sent("telegram_configs: [{api_url: 'URL', bot_token: 1:a, chat_id: -5}]");
    assertEquals("/bot1:a/sendMessage", request.path());
    assertEquals("-5", request.json().get("chat_id").asString());
    assertEquals("HTML", request.json().get("parse_mode").asString());
    assertTrue(request.json().get("text").asString().contains("it &lt;burns&gt; &amp; smokes"));
  }

  @Test
  void matrixGetsAThreadForEachGroup() throws Exception {
    server.answer(request ->
        new Answer(
            200,
            request.method().equals("GET")
                ? "{\"room_id\":\"!r:example.org\"}"
                : "{\"event_id\":\"$first\"}"));
    Notifier notifier =
        notifier(
            "matrix_configs: [{homeserver: 'URL', access_token: t, room: '#alerts:example.org'}]");
    String memory = notifier.send(notification(true), "");
    assertEquals("$first", memory);
    Request first = server.await(2);
    assertEquals(
        "/_matrix/client/v3/rooms/%21r%3Aexample.org/send/m.room.message/id-1", first.path());
    assertEquals("PUT", first.method());
    assertEquals("Bearer t", first.headers().get("authorization"));
    assertFalse(first.json().has("m.relates_to"));
    assertTrue(first.json().get("formatted_body").asString().contains("&lt;burns&gt;"));
    assertEquals("$first", notifier.send(notification(false), memory));
    JsonNode relation = server.await(4).json().get("m.relates_to");
    assertEquals("m.thread", relation.get("rel_type").asString());
    assertEquals("$first", relation.get("event_id").asString());
  }

  @Test
  void ntfyAndGotifyAndPushAreShortAndUrgentWhileItBurns() throws Exception {
    JsonNode ntfy = sent("ntfy_configs: [{url: 'URL', topic: alerts, token: t}]").json();
    assertEquals("alerts", ntfy.get("topic").asString());
    assertEquals(4, ntfy.get("priority").asInt());
    assertEquals("it <burns> & smokes", ntfy.get("message").asString().strip());
    assertEquals(
        3, sent("ntfy_configs: [{url: 'URL', topic: a}]", false).json().get("priority").asInt());
    Request gotify = sent("gotify_configs: [{url: 'URL', token: t}]");
    assertEquals("/message", gotify.path());
    assertEquals("t", gotify.headers().get("x-gotify-key"));
    assertEquals(8, gotify.json().get("priority").asInt());
  }

  @Test
  void pagerDutyOpensAndResolvesOneIncidentForAGroup() throws Exception {
    String configs =
        "pagerduty_configs: [{routing_key: k, url: 'URL/v2', details: {note: '{{ .Status }}'}}]";
    JsonNode opened = sent(configs).json();
    assertEquals("trigger", opened.get("event_action").asString());
    assertEquals("error", opened.at("/payload/severity").asString());
    assertEquals(SUBJECT, opened.at("/payload/summary").asString());
    assertEquals("1", opened.at("/payload/custom_details/num_firing").asString());
    assertEquals("firing", opened.at("/payload/custom_details/note").asString());
    JsonNode resolved = sent(configs, false).json();
    assertEquals("resolve", resolved.get("event_action").asString());
    assertEquals(opened.get("dedup_key"), resolved.get("dedup_key"));
  }

  @Test
  void opsgenieOpensAndClosesOneAlertForAGroup() throws Exception {
    String configs =
        "opsgenie_configs: [{api_key: k, api_url: 'URL', tags: 'a, b', responders: [{name: x, type: team}]}]";
    Request opened = sent(configs);
    assertEquals("/v2/alerts", opened.path());
    assertEquals("GenieKey k", opened.headers().get("authorization"));
    assertEquals("[\"a\",\"b\"]", opened.json().get("tags").toString());
    assertEquals("mx1", opened.json().at("/details/host").asString());
    Request closed = sent(configs, false);
    assertEquals(
        "/v2/alerts/" + opened.json().get("alias").asString() + "/close?identifierType=alias",
        closed.path());
  }

  @Test
  void teamsGetsCardsOfBothKinds() throws Exception {
    JsonNode card = sent("msteams_configs: [{webhook_url: 'URL/t'}]").json();
    assertEquals("MessageCard", card.get("@type").asString());
    assertEquals("8C1A1A", card.get("themeColor").asString());
    JsonNode adaptive = sent("msteamsv2_configs: [{webhook_url: 'URL/t'}]").json();
    assertEquals(SUBJECT, adaptive.at("/attachments/0/content/body/0/text").asString());
  }

  @Test
  void theOthersGetWhatTheyAskFor() throws Exception {
    Request victor =
        sent("victorops_configs: [{api_key: k, api_url: 'URL/vo', routing_key: team}]");
    assertEquals("/vo/k/team", victor.path());
    assertEquals("CRITICAL", victor.json().get("message_type").asString());
    Request webex =
        sent(
            "webex_configs: [{api_url: 'URL/wx', room_id: r, http_config: {authorization: {credentials: t}}}]");
    assertEquals("Bearer t", webex.headers().get("authorization"));
    assertEquals("r", webex.json().get("roomId").asString());
  }

  @Test
  void aTemplateThatFailsIsReplacedByPlainTextWithTheError() throws Exception {
    String text =
        sent("""
        slack_configs:
        - api_url: URL/slack
          text: '{{ .Alerts.Nonsense }}'
        """)
            .json()
            .at("/attachments/0/text")
            .asString();
    assertTrue(text.contains("FIRING {alertname=\"Down\""), text);
    assertTrue(text.contains("summary: it <burns> & smokes"), text);
    assertTrue(text.contains("The template failed: template: "), text);
  }

  @Test
  void ownTemplatesTakeThePlaceOfThoseThatComeWithTheProgram() throws Exception {
    Files.writeString(
        folder.resolve("own.tmpl"),
        "{{ define \"__subject\" }}mine: {{ .GroupLabels.host | toUpper }}{{ end }}"
            + "{{ define \"mine\" }}{{ range .Alerts }}{{ .Annotations.SortedPairs.Names | join \",\" }}{{ end }}{{ end }}");
    var configuration =
        ConfigurationReader.parse(
            "am.yml",
            "templates: ['*.tmpl']\nroute: {receiver: r}\nreceivers: [{name: r, slack_configs: [{api_url: '"
                + server.url("/s")
                + "', text: '{{ template \"mine\" . }}'}]}]",
            folder);
    Receiver receiver = Objects.requireNonNull(configuration.receivers().get("r"));
    new Notifiers(NotificationTemplates.load(configuration.templates(), clock))
        .of(receiver.integrations().getFirst())
        .send(notification(true), "");
    JsonNode attachment = server.await(1).json().at("/attachments/0");
    assertEquals("mine: MX1", attachment.get("title").asString());
    assertEquals("summary", attachment.get("text").asString());
  }

  @Test
  void whetherTryingAgainHelpsIsToldByTheAnswer() {
    for (int status : new int[] {429, 500, 503}) {
      assertTrue(failure(status).isTemporary(), "" + status);
    }
    for (int status : new int[] {400, 401, 404}) {
      assertFalse(failure(status).isTemporary(), "" + status);
    }
    SendingFailedException refused = failure(400);
    assertEquals("unexpected status code 400: because", refused.getMessage());
  }

  private SendingFailedException failure(int status) {
    server.answer(request -> new Answer(status, "because"));
    Notifier notifier = notifier("webhook_configs: [{url: 'URL/hook'}]");
    return assertThrows(SendingFailedException.class, () -> notifier.send(notification(true), ""));
  }

  @Test
  void nobodyListeningIsTemporaryAndTheAddressesPathStaysSecret() {
    server.close();
    Notifier notifier = notifier("webhook_configs: [{url: 'URL/secret'}]");
    SendingFailedException failure =
        assertThrows(SendingFailedException.class, () -> notifier.send(notification(true), ""));
    assertTrue(failure.isTemporary());
    assertFalse(String.valueOf(failure.getMessage()).contains("secret"), failure.getMessage());
  }

  @Test
  void everyDefaultTemplateWorksWithAlertsThatHaveNoAnnotations() throws Exception {
    var configuration =
        ConfigurationReader.parse("am.yml", "route: {receiver: r}\nreceivers: [{name: r}]", folder);
    NotificationTemplates templates = NotificationTemplates.load(configuration.templates(), clock);
    String source =
        new String(
            Objects.requireNonNull(NotificationTemplates.class.getResourceAsStream("default.tmpl"))
                .readAllBytes(),
            java.nio.charset.StandardCharsets.UTF_8);
    var names =
        java.util.regex.Pattern.compile("define \"([a-z]+\\.default\\.[^\"]+)\"").matcher(source);
    int count = 0;
    while (names.find()) {
      boolean list = names.group(1).equals("pagerduty.default.instances");
      String call = "{{ template \"" + names.group(1) + "\" " + (list ? ".Alerts" : ".") + " }}";
      for (Notification each :
          List.of(notification(true), notification(false), notification(true, "x", "y"))) {
        Words words = new Words(templates, each);
        words.text(call);
        assertFalse(words.failed(), () -> call + ": " + words.text(call));
        assertFalse(words.text(call).contains("<no value>"), call);
      }
      count++;
    }
    assertTrue(count > 40, "" + count);
  }
}
