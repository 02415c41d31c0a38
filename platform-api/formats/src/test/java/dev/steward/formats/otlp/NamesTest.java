package dev.steward.formats.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.formats.otlp.MetricNames.Kind;
import org.junit.jupiter.api.Test;

final class NamesTest {
  @Test
  void whatCannotStandInALabelsNameBecomesAnUnderscore() {
    assertEquals("http_method", LabelNames.of("http.method"));
    assertEquals("a_b_c", LabelNames.of("a b\uD83D\uDE00c"));
    assertEquals("key_1st", LabelNames.of("1st"));
    assertEquals("key_hidden", LabelNames.of("_hidden"));
    assertEquals("__reserved__", LabelNames.of("__reserved__"));
    assertEquals("key_", LabelNames.of("."));
    assertEquals("", LabelNames.of(".."));
    assertEquals("__", LabelNames.of("__"));
    assertEquals("", LabelNames.of(""));
  }

  @Test
  void aMetricsNameEndsWithItsUnitAndTheSuffixOfItsType() {
    assertEquals(
        "http_server_duration_seconds", MetricNames.of("http.server.duration", "s", Kind.OTHER));
    assertEquals("requests_total", MetricNames.of("requests", "{request}", Kind.COUNTER));
    assertEquals("requests_total", MetricNames.of("requests.total", "1", Kind.COUNTER));
    assertEquals("io_bytes_total", MetricNames.of("io", "By", Kind.COUNTER));
    assertEquals("memory_bytes", MetricNames.of("memory.bytes", "By", Kind.GAUGE));
    assertEquals("usage_ratio", MetricNames.of("usage", "1", Kind.GAUGE));
    assertEquals("usage", MetricNames.of("usage", "1", Kind.OTHER));
    assertEquals("rx_bytes_per_second", MetricNames.of("rx", "By/s", Kind.GAUGE));
    assertEquals("rx_per_second", MetricNames.of("rx", "{packet}/s", Kind.GAUGE));
    assertEquals("rx_kiwis_per_field", MetricNames.of("rx", "kiwis/field", Kind.GAUGE));
    assertEquals("a:b_c", MetricNames.of("a:b..c", "", Kind.GAUGE));
    assertEquals("_2xx", MetricNames.of("2xx", "", Kind.GAUGE));
    assertEquals("", MetricNames.of("...", "", Kind.GAUGE));
    assertEquals("bytes_per_second", MetricNames.unit("By/s"));
    assertEquals("", MetricNames.unit("{request}"));
  }

  @Test
  void numbersAreWrittenAsJsonWritesThem() {
    assertEquals("0.5", AttributeText.number(0.5));
    assertEquals("100", AttributeText.number(100));
    assertEquals("1e-7", AttributeText.number(1e-7));
    assertEquals("1.5e+21", AttributeText.number(1.5e21));
    assertEquals("100000000000000000000", AttributeText.number(1e20));
    assertEquals("0.0000001", AttributeText.plain(1e-7));
    assertEquals("+Inf", AttributeText.plain(Double.POSITIVE_INFINITY));
  }
}
