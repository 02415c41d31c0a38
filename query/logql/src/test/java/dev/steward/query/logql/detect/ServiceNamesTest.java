package dev.steward.query.logql.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.spi.model.Labels;
import org.junit.jupiter.api.Test;

class ServiceNamesTest {
  @Test
  void aStreamKeepsTheNameThatItHas() {
    Labels stream = Labels.of("service_name", "imap", "app", "mail");
    assertEquals(stream, ServiceNames.added(stream));
  }

  @Test
  void theMostTellingLabelNamesTheService() {
    assertEquals(
        Labels.of("job", "node", "app", "mail", "service_name", "mail"),
        ServiceNames.added(Labels.of("job", "node", "app", "mail")));
    assertEquals(
        "web", ServiceNames.added(Labels.of("service", "web", "app", "x")).value("service_name"));
    assertEquals(
        "cron",
        ServiceNames.added(Labels.of("container", "", "job", "cron")).value("service_name"));
  }

  @Test
  void withoutAnyTheServiceIsUnknown() {
    assertEquals(
        "unknown_service", ServiceNames.added(Labels.of("host", "mx1")).value("service_name"));
  }
}
