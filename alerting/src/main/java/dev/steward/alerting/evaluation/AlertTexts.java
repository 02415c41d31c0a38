package dev.steward.alerting.evaluation;

import dev.steward.alerting.rule.Rule;
import dev.steward.alerting.template.AlertData;
import dev.steward.alerting.template.AlertTemplate;
import dev.steward.alerting.template.TemplateSurroundings;
import dev.steward.query.template.TemplateException;
import dev.steward.query.template.TextMap;
import dev.steward.query.value.Sample;
import dev.steward.spi.model.Labels;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The labels and annotations of one rule's alerts, from their templates. A template that fails
 * gives its error as the text: an alert with a broken annotation is still an alert. For one thread.
 */
final class AlertTexts {
  private static final Logger LOG = LoggerFactory.getLogger(AlertTexts.class);
  private static final String ALERT_NAME = "alertname";

  private final String alert;
  private final Map<String, AlertTemplate> labels;
  private final Map<String, AlertTemplate> annotations;
  private final Surroundings surroundings;
  private final TextMap externalLabels;
  private long askedAtMillis;
  private boolean toldOfFailure;

  AlertTexts(Rule.Alerting rule, Map<String, String> labels, Surroundings surroundings) {
    this.alert = rule.name();
    this.surroundings = surroundings;
    this.externalLabels = surroundings.externalLabelTexts();
    TemplateSurroundings around =
        new TemplateSurroundings(
            expression -> surroundings.queries().find(expression, askedAtMillis),
            () -> Instant.ofEpochMilli(askedAtMillis),
            surroundings.externalUrl());
    this.labels = templates(labels, around);
    this.annotations = templates(rule.annotations(), around);
  }

  private Map<String, AlertTemplate> templates(
      Map<String, String> texts, TemplateSurroundings around) {
    Map<String, AlertTemplate> templates = new LinkedHashMap<>();
    texts.forEach((name, text) -> templates.put(name, AlertTemplate.parse(alert, text, around)));
    return templates;
  }

  /** Says which moment templates ask about when they ask queries of their own. */
  void askAt(long timeMillis) {
    askedAtMillis = timeMillis;
  }

  /** Everything that templates may use of a sample. */
  AlertData data(Sample sample) {
    return new AlertData(
        new TextMap(sample.labels().toMap()),
        externalLabels,
        surroundings.externalUrl(),
        sample.value());
  }

  Labels labels(Sample sample, AlertData data) {
    Labels.Builder result = sample.labels().edit().remove(Labels.METRIC_NAME);
    labels.forEach((name, template) -> {
      String text = expand(name, template, data);
      if (text.isEmpty()) {
        result.remove(name);
      } else {
        result.set(name, text);
      }
    });
    return result.set(ALERT_NAME, alert).build();
  }

  Map<String, String> annotations(AlertData data) {
    Map<String, String> result = new LinkedHashMap<>();
    annotations.forEach((name, template) -> {
      String text = expand(name, template, data);
      if (!text.isEmpty()) {
        result.put(name, text);
      }
    });
    return result;
  }

  private String expand(String name, AlertTemplate template, AlertData data) {
    try {
      return template.expand(data);
    } catch (TemplateException e) {
      if (!toldOfFailure) {
        LOG.warn("Alert {}: the template of {} fails: {}", alert, name, e.getMessage());
        toldOfFailure = true;
      }
      return "<error expanding template: error executing template __alert_"
          + alert
          + ": "
          + e.getMessage()
          + ">";
    }
  }
}
