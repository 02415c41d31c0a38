package dev.steward.alerting.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import dev.steward.alerting.alert.PostedAlert;
import dev.steward.alerting.configuration.AlertingConfiguration;
import dev.steward.alerting.configuration.ConfigurationReader;
import dev.steward.alerting.matching.MatcherParser;
import dev.steward.alerting.silence.Silence;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PagerTest {
  private static final String ONE =
      """
      route: {receiver: hook, group_by: [alertname], group_wait: 10s, group_interval: 1m,
              repeat_interval: 1h}
      receivers: [{name: hook, webhook_configs: [{url: 'URL/hook'}]}]
      """;

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();
  private WebhookReceiver receiver;
  private Pager pager;

  @BeforeEach
  void listen() throws IOException {
    receiver = new WebhookReceiver();
    open(ONE);
  }

  private AlertingConfiguration parsed(String configuration) {
    return ConfigurationReader.parse(
        "am.yml", configuration.replace("URL", receiver.url("")), folder);
  }

  private void open(String configuration) {
    pager = Pager.open(folder.resolve("pager"), parsed(configuration), "http://steward", clock);
  }

  private void reopen(String configuration) {
    pager.close();
    open(configuration);
  }

  @AfterEach
  void close() {
    pager.close();
    receiver.close();
  }

  private PostedAlert alert(long endsIn, String... labels) {
    return new PostedAlert(
        Labels.of(labels),
        Map.of("summary", "it burns"),
        null,
        clock.instant().plusSeconds(endsIn),
        "http://rules");
  }

  private void post(long endsIn, String... labels) {
    pager.post(List.of(alert(endsIn, labels)));
  }

  /** Sets the clock forward and tells whoever is due then. */
  private void after(long seconds) {
    clock.advance(Duration.ofSeconds(seconds));
    pager.runDue();
  }

  /** Runs what is due and waits until it is done, by closing and opening the pager. */
  private void settle() {
    reopen(ONE);
  }

  private List<String> names(int request) throws InterruptedException {
    List<String> names = new ArrayList<>();
    receiver
        .await(request)
        .json()
        .get("alerts")
        .forEach(alert -> names.add(alert.at("/labels/host").asString("") + alert.get("status")));
    return names;
  }

  @Test
  void aGroupWaitsThenIsToldAsOneInAlertmanagersForm() throws InterruptedException {
    post(600, "alertname", "Down", "host", "a");
    post(600, "alertname", "Down", "host", "b");
    after(9);
    assertEquals(0, receiver.requests().size());
    after(1);
    var told = receiver.await(1).json();
    assertEquals("hook", told.get("receiver").asString());
    assertEquals("firing", told.get("status").asString());
    assertEquals("4", told.get("version").asString());
    assertEquals("{}:{alertname=\"Down\"}", told.get("groupKey").asString());
    assertEquals("Down", told.at("/groupLabels/alertname").asString());
    assertEquals("Down", told.at("/commonLabels/alertname").asString());
    assertEquals("it burns", told.at("/commonAnnotations/summary").asString());
    assertEquals("http://steward", told.get("externalURL").asString());
    assertEquals(2, told.get("alerts").size());
    assertEquals("a", told.at("/alerts/0/labels/host").asString());
    assertEquals("0001-01-01T00:00:00Z", told.at("/alerts/0/endsAt").asString());
    assertEquals("http://rules", told.at("/alerts/0/generatorURL").asString());
    assertEquals(16, told.at("/alerts/0/fingerprint").asString().length());
  }

  @Test
  void newsOfAGroupIsToldAfterItsIntervalAndNothingElse() throws InterruptedException {
    post(6000, "alertname", "Down", "host", "a");
    after(10);
    receiver.await(1);
    awaitIdle();
    after(60);
    awaitIdle();
    assertEquals(1, receiver.requests().size(), "nothing new");
    post(6000, "alertname", "Down", "host", "b");
    after(60);
    assertEquals(List.of("a\"firing\"", "b\"firing\""), names(2));
  }

  /** Waits until the group is due again: its telling has ended then. */
  private void awaitIdle() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!pager.isIdle()) {
      assertTrue(System.nanoTime() < deadline, "still telling");
      Thread.sleep(2);
    }
  }

  @Test
  void anEndIsToldOnceAndTheGroupIsForgotten() throws InterruptedException {
    post(6000, "alertname", "Down", "host", "a");
    after(10);
    receiver.await(1);
    awaitIdle();
    post(0, "alertname", "Down", "host", "a");
    after(60);
    assertEquals(List.of("a\"resolved\""), names(2));
    awaitIdle();
    assertTrue(pager.groups().isEmpty());
    after(3600);
    awaitIdle();
    assertEquals(2, receiver.requests().size());
  }

  @Test
  void whatGoesOnIsRepeatedAfterTheRepeatInterval() throws InterruptedException {
    post(100_000, "alertname", "Down", "host", "a");
    after(10);
    receiver.await(1);
    for (int minute = 1; minute <= 60; minute++) {
      awaitIdle();
      after(60);
    }
    awaitIdle();
    assertEquals(1, receiver.requests().size());
    after(60);
    receiver.await(2);
    assertNotEquals(
        receiver.requests().get(0).headers().get("idempotency-key"),
        receiver.requests().get(1).headers().get("idempotency-key"));
  }

  @Test
  void afterARestartNothingIsToldTwiceAndNothingIsLost() throws InterruptedException {
    post(6000, "alertname", "Told", "host", "a");
    after(10);
    receiver.await(1);
    post(6000, "alertname", "NotTold", "host", "b");
    settle();
    post(6000, "alertname", "Told", "host", "a");
    post(6000, "alertname", "NotTold", "host", "b");
    after(10);
    assertEquals(List.of("b\"firing\""), names(2));
    awaitIdle();
    assertEquals(2, receiver.requests().size());
    post(0, "alertname", "Told", "host", "a");
    after(60);
    assertEquals(List.of("a\"resolved\""), names(3));
  }

  @Test
  void killedBetweenSendingAndRecordingItRepeatsWithTheSameId() throws Exception {
    Path crashed = folder.resolve("crashed");
    receiver.answer(request -> {
      copy(folder.resolve("pager"), crashed);
      return new WebhookReceiver.Answer(200, "");
    });
    post(6000, "alertname", "Down", "host", "a");
    after(10);
    receiver.await(1);
    awaitIdle();
    receiver.answer(request -> new WebhookReceiver.Answer(200, ""));
    try (Pager again = Pager.open(crashed, parsed(ONE), "http://steward", clock)) {
      again.post(List.of(alert(6000, "alertname", "Down", "host", "a")));
      clock.advance(Duration.ofSeconds(10));
      again.runDue();
      receiver.await(2);
    }
    assertEquals(
        receiver.requests().get(0).headers().get("idempotency-key"),
        receiver.requests().get(1).headers().get("idempotency-key"));
  }

  /** What a process leaves on disk that is killed at this moment. */
  private static void copy(Path from, Path to) {
    try (var files = Files.list(from)) {
      Files.createDirectories(to);
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void silencedAndInhibitedAlertsAreNotToldAndSayByWhat() throws InterruptedException {
    reopen(
        ONE
            + """
            inhibit_rules:
            - {source_matchers: [alertname=HostDown], target_matchers: [alertname=SmtpDown], equal: [host]}
            """);
    String silence =
        pager
            .silences()
            .set(
                new Silence(
                    "",
                    MatcherParser.parse("alertname=Known"),
                    clock.instant(),
                    clock.instant().plusSeconds(3600),
                    clock.instant(),
                    "me",
                    "work"));
    pager.post(
        List.of(
            alert(6000, "alertname", "SmtpDown", "host", "a"),
            alert(6000, "alertname", "HostDown", "host", "a"),
            alert(6000, "alertname", "Known", "host", "c")));
    after(10);
    assertEquals("HostDown", receiver.await(1).json().at("/groupLabels/alertname").asString());
    awaitIdle();
    assertEquals(1, receiver.requests().size());
    assertEquals(List.of(silence), status("Known").silencedBy());
    assertEquals(1, status("SmtpDown").inhibitedBy().size());
    assertEquals("active", status("HostDown").state());
    clock.advance(Duration.ofHours(1));
    post(6000, "alertname", "Known", "host", "c");
    after(0);
    assertEquals("Known", receiver.await(2).json().at("/groupLabels/alertname").asString());
  }

  private AlertStatus status(String name) {
    return pager.firing().stream()
        .filter(known -> known.alert().name().equals(name))
        .findFirst()
        .orElseThrow()
        .status();
  }

  @Test
  void aRouteIsMutedAtItsTimes() throws InterruptedException {
    reopen(
        """
        route:
          receiver: hook
          group_wait: 0s
          group_interval: 1m
          routes:
          - {matchers: [alertname=Muted], mute_time_intervals: [noon]}
          - {matchers: [alertname=Active], active_time_intervals: [noon]}
        receivers: [{name: hook, webhook_configs: [{url: 'URL/hook'}]}]
        time_intervals:
        - {name: noon, time_intervals: [{times: [{start_time: '12:00', end_time: '12:30'}]}]}
        """);
    post(6000, "alertname", "Muted");
    post(6000, "alertname", "Active");
    after(0);
    assertEquals("Active", receiver.await(1).json().at("/commonLabels/alertname").asString());
    awaitIdle();
    assertEquals(1, receiver.requests().size());
    assertTrue(pager.groups().stream().anyMatch(group -> group.mutedBy().equals(List.of("noon"))));
    after(1800);
    assertEquals("Muted", receiver.await(2).json().at("/commonLabels/alertname").asString());
  }

  @Test
  void aReceiverThatFailsIsTriedAgainWithTheSameId() throws InterruptedException {
    CountDownLatch twice = new CountDownLatch(1);
    receiver.answer(request -> {
      if (receiver.requests().isEmpty()) {
        return new WebhookReceiver.Answer(503, "busy");
      }
      twice.countDown();
      return new WebhookReceiver.Answer(200, "");
    });
    post(6000, "alertname", "Down");
    after(10);
    receiver.await(2);
    assertTrue(twice.await(1, TimeUnit.SECONDS));
    assertEquals(
        receiver.requests().get(0).headers().get("idempotency-key"),
        receiver.requests().get(1).headers().get("idempotency-key"));
  }

  @Test
  void anAlertSurvivesTheFailureOfItsOwnChannel() throws InterruptedException {
    reopen(
        """
        route: {receiver: first, group_wait: 0s, group_interval: 1m}
        receivers:
        - {name: first, webhook_configs: [{url: 'URL/first'}], fallbacks: [second, third]}
        - {name: second, webhook_configs: [{url: 'URL/second'}]}
        - {name: third, webhook_configs: [{url: 'URL/third'}]}
        """);
    receiver.answer(
        request -> new WebhookReceiver.Answer(request.path().equals("/third") ? 200 : 400, "no"));
    post(60_000, "alertname", "Down");
    after(0);
    receiver.await(3);
    awaitIdle();
    after(60);
    receiver.await(5);
    awaitIdle();
    List<String> paths = receiver.requests().stream().map(WebhookReceiver.Request::path).toList();
    assertEquals(List.of("/first", "/second", "/third", "/first", "/second"), paths);
    receiver.answer(request -> new WebhookReceiver.Answer(200, ""));
    after(60);
    assertEquals("/first", receiver.await(6).path(), "once it is back, it is told");
  }

  @Test
  void aReceiverThatHangsDelaysNoOther() throws InterruptedException {
    reopen(
        """
        route: {receiver: both, group_wait: 0s}
        receivers:
        - {name: both, webhook_configs: [{url: 'URL/hangs'}, {url: 'URL/answers'}]}
        """);
    CountDownLatch end = new CountDownLatch(1);
    receiver.answer(request -> {
      if (request.path().equals("/hangs")) {
        try {
          end.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return new WebhookReceiver.Answer(200, "");
    });
    post(6000, "alertname", "Down");
    after(0);
    assertEquals("/answers", receiver.await(1).path());
    post(6000, "alertname", "Other", "x", "y");
    end.countDown();
    receiver.await(2);
  }

  @Test
  void aReloadKeepsAlertsAndTellsNobodyTwice() throws InterruptedException {
    post(6000, "alertname", "Down", "host", "a");
    after(10);
    receiver.await(1);
    awaitIdle();
    pager.reload(parsed(ONE));
    assertEquals(1, pager.firing().size());
    after(60);
    awaitIdle();
    assertEquals(1, receiver.requests().size());
    pager.reload(
        parsed(
            ONE.replace("name: hook", "name: other").replace("receiver: hook", "receiver: other")));
    after(60);
    assertEquals("other", receiver.await(2).json().get("receiver").asString());
  }

  @Test
  void tenThousandAlertsAtOnceAreGroupedAndRoutedWithinASecond() throws InterruptedException {
    StringBuilder routes = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      routes
          .append("  - {matchers: ['team=~\"team")
          .append(i)
          .append("|x.*\"'], receiver: hook}\n");
    }
    reopen(
        """
        route:
          receiver: hook
          group_by: [team]
          group_wait: 0s
          routes:
        """
            + routes
            + """
            receivers: [{name: hook, webhook_configs: [{url: 'URL/hook'}]}]
            inhibit_rules:
            - {source_matchers: [alertname=HostDown], target_matchers: [severity=page], equal: [host]}
            """);
    tell(10_000, 0);
    long[] spent = tell(10_000, 50);
    System.out.printf(
        "10,000 alerts routed, grouped and told in %d ms, %d ms of processor time%n",
        spent[0], spent[1]);
    assertTrue(spent[1] < 5_000, spent[1] + " ms of processor time");
  }

  /**
   * Posts alerts of 50 teams and waits until all were told; milliseconds of clock and processor.
   */
  private long[] tell(int count, int before) throws InterruptedException {
    List<PostedAlert> alerts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      alerts.add(
          alert(
              6000,
              "alertname",
              "A" + i % 100,
              "host",
              "h" + i,
              "round",
              "" + before,
              "team",
              "team" + i % 50,
              "severity",
              "page"));
    }
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long start = System.nanoTime();
    long cpu = process.getProcessCpuTime();
    pager.post(alerts);
    clock.advance(Duration.ofMinutes(5));
    pager.runDue();
    receiver.await(before + 50);
    long[] spent = {
      (System.nanoTime() - start) / 1_000_000, (process.getProcessCpuTime() - cpu) / 1_000_000
    };
    int told = 0;
    for (WebhookReceiver.Request request : receiver.requests().subList(before, before + 50)) {
      told += request.json().get("alerts").size();
    }
    assertEquals(before == 0 ? count : 2 * count, told);
    awaitIdle();
    return spent;
  }
}
