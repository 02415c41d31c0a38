package dev.steward.alerting.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.query.template.TemplateException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AlertTemplateTest {
  private static final TemplateQuery TWO_DISKS =
      expression ->
          expression.equals("disks")
              ? List.of(
                  new TemplateQuery.Found(Map.of("device", "sdb"), 2),
                  new TemplateQuery.Found(Map.of("device", "sda"), 1))
              : List.of();

  private static final TemplateSurroundings AROUND =
      new TemplateSurroundings(
          TWO_DISKS, () -> Instant.ofEpochSecond(1_500_000_000), "https://steward.example.org/at");

  private static String expand(String text, double value) {
    AlertData data = AlertData.of(Map.of("instance", "mx1:9100", "job", "node"), value);
    return AlertTemplate.parse("Example", text, AROUND).expand(data);
  }

  @Test
  void labelsAndValueAreVariablesAndFields() {
    assertEquals("mx1:9100 is at 12.5", expand("{{ $labels.instance }} is at {{ $value }}", 12.5));
    assertEquals("node 12.5", expand("{{ .Labels.job }} {{ .Value }}", 12.5));
    assertEquals("nothing:", expand("nothing:{{ $labels.absent }}", 0));
  }

  @ParameterizedTest
  @CsvSource({
    "humanize, 0, 0",
    "humanize, 1, 1",
    "humanize, 1234567, 1.235M",
    "humanize, -1234, -1.234k",
    "humanize, 0.00012, 120u",
    "humanize, NaN, NaN",
    "humanize1024, 1, 1",
    "humanize1024, 1536, 1.5ki",
    "humanize1024, 1048576, 1Mi",
    "humanizeDuration, 0, 0s",
    "humanizeDuration, 0.1, 100ms",
    "humanizeDuration, 59.25, 59.25s",
    "humanizeDuration, 61, 1m 1s",
    "humanizeDuration, 3661, 1h 1m 1s",
    "humanizeDuration, 93784, 1d 2h 3m 4s",
    "humanizeDuration, -61, -1m 1s",
    "humanizePercentage, 0.125, 12.5%",
    "humanizePercentage, 0.123456, 12.35%",
    "humanizeTimestamp, 1435065584.128, 2015-06-23 13:19:44.128 +0000 UTC",
  })
  void numbersReadAsPeopleWriteThem(String function, double value, String expected) {
    assertEquals(expected, expand("{{ $value | " + function + " }}", value));
  }

  @ParameterizedTest
  @CsvSource({
    "'{{ stripPort \"mx1:9100\" }}', mx1",
    "'{{ stripPort \"[::1]:9100\" }}', ::1",
    "'{{ stripDomain \"mx1.example.org:9100\" }}', mx1:9100",
    "'{{ stripDomain \"10.0.0.1:9100\" }}', 10.0.0.1:9100",
    "'{{ toUpper \"abc\" }}', ABC",
    "'{{ toUpper \"stra\u00dfe\" }}', STRA\u00dfE",
    "'{{ title \"disk is full\" }}', Disk Is Full",
    "'{{ match \"^a.c$\" \"abc\" }}', true",
    "'{{ reReplaceAll \"(a)(b)\" \"$2$1\" \"ab ab\" }}', ba ba",
    "'{{ parseDuration \"1h30m\" }}', 5400",
    "'{{ externalURL }}', https://steward.example.org/at",
    "'{{ pathPrefix }}', /at",
    "'{{ now | humanizeTimestamp }}', 2017-07-14 02:40:00 +0000 UTC",
    "'{{ toDuration 90 }}', 1m30s",
    "'{{ graphLink \"up == 0\" }}', /graph?g0.expr=up+%3D%3D+0&g0.tab=0",
  })
  void textsAreCutAndLinked(String template, String expected) {
    assertEquals(expected, expand(template, 0));
  }

  @Test
  void aTemplateMayAskAQueryOfItsOwn() {
    assertEquals(
        "sda=1 sdb=2 ",
        expand(
            "{{ range query \"disks\" | sortByLabel \"device\" }}{{ .Labels.device }}={{ .Value }}"
                + " {{ end }}",
            0));
    assertEquals("sdb", expand("{{ query \"disks\" | first | label \"device\" }}", 0));
    assertEquals("2", expand("{{ query \"disks\" | first | value }}", 0));
  }

  @Test
  void theFirstOfNothingIsAnError() {
    TemplateException failure =
        assertThrows(TemplateException.class, () -> expand("{{ query \"none\" | first }}", 0));
    assertTrue(
        String.valueOf(failure.getMessage()).contains("first() called on vector with no elements"),
        failure::getMessage);
  }

  @Test
  void anUnknownFunctionIsFoundWhenTheTemplateIsRead() {
    TemplateException failure =
        assertThrows(
            TemplateException.class, () -> AlertTemplate.parse("Example", "{{ humanise 1 }}"));
    assertTrue(
        String.valueOf(failure.getMessage()).contains("function \"humanise\" not defined"),
        failure::getMessage);
  }
}
