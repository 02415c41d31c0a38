package dev.steward.alerting.notify;

import dev.steward.alerting.alert.Alert;
import dev.steward.alerting.template.KeyValues;
import dev.steward.alerting.template.TemplateStructure;
import dev.steward.query.template.GoTime;
import dev.steward.query.template.TemplateException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One notification in the words of templates. A template that fails never holds an alert back: its
 * place is taken by plain text with the error. For one notification, and one thread.
 */
final class Words {
  private final NotificationTemplates templates;
  private final Notification notification;
  private final TemplateStructure data;
  private @Nullable String problem;

  Words(NotificationTemplates templates, Notification notification) {
    this.templates = templates;
    this.notification = notification;
    this.data = data(notification);
  }

  private static TemplateStructure data(Notification notification) {
    List<TemplateStructure> alerts = new ArrayList<>();
    for (Alert alert : notification.alerts()) {
      boolean resolved = alert.resolvedAt(notification.now());
      alerts.add(
          new TemplateStructure(
              "template.Alert",
              Map.of(
                  "Status",
                  notification.status(alert),
                  "Labels",
                  new KeyValues(alert.labels().toMap()),
                  "Annotations",
                  new KeyValues(alert.annotations()),
                  "StartsAt",
                  time(alert.startsAt()),
                  "EndsAt",
                  resolved ? time(alert.endsAt()) : GoTime.ZERO,
                  "GeneratorURL",
                  alert.generatorUrl(),
                  "Fingerprint",
                  alert.fingerprint())));
    }
    return new TemplateStructure(
        "*template.Data",
        Map.of(
            "Receiver",
            notification.receiver(),
            "Status",
            notification.status(),
            "Alerts",
            new AlertList(alerts),
            "GroupLabels",
            new KeyValues(notification.groupLabels().toMap()),
            "CommonLabels",
            new KeyValues(notification.commonLabels()),
            "CommonAnnotations",
            new KeyValues(notification.commonAnnotations()),
            "ExternalURL",
            notification.externalUrl(),
            "GroupKey",
            notification.groupKey()));
  }

  private static GoTime time(Instant instant) {
    return new GoTime(instant.atZone(ZoneOffset.UTC));
  }

  /** A template's text; plain text with the error where it fails. */
  String text(String template) {
    return expanded(template, false);
  }

  /** The same as HTML, in which values cannot be mistaken for markup. */
  String html(String template) {
    return expanded(template, true);
  }

  private String expanded(String template, boolean html) {
    try {
      return html ? templates.html(template, data) : templates.text(template, data);
    } catch (TemplateException e) {
      problem = e.getMessage();
      String plain = notification.plainText() + "\nThe template failed: " + e.getMessage();
      return html ? "<pre>" + templates.escaped(plain) + "</pre>" : plain;
    }
  }

  /**
   * A template's text that has to fit a line, such as a title; nothing but the status on failure.
   */
  String line(String template) {
    try {
      return templates.text(template, data).strip();
    } catch (TemplateException e) {
      problem = e.getMessage();
      return "[" + notification.status() + "] alert (its template failed)";
    }
  }

  /** Whether a template failed; the text of the first failure's error is in what was written. */
  boolean failed() {
    return problem != null;
  }

  /** Texts and the texts in lists and maps, each a template. */
  @Nullable Object tree(@Nullable Object template) {
    return switch (template) {
      case null -> null;
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(text(String.valueOf(key)), tree(value)));
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(value -> copy.add(tree(value)));
        yield copy;
      }
      default -> text(String.valueOf(template));
    };
  }

  /** Texts by names, each a template. */
  Map<String, String> texts(Map<String, String> templatesByName) {
    Map<String, String> texts = new LinkedHashMap<>();
    templatesByName.forEach((name, template) -> texts.put(name, text(template)));
    return texts;
  }
}
