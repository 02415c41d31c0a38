package dev.steward.alerting.template;

import dev.steward.query.template.Template;
import dev.steward.query.template.TemplateException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The template of a label's or an annotation's value. Immutable and safe for any thread.
 *
 * <p>It sees {@code $labels}, {@code $value}, {@code $externalLabels} and {@code $externalURL}, and
 * the same as {@code .Labels}, {@code .Value}, {@code .ExternalLabels} and {@code .ExternalURL}.
 *
 * <p>Source: the Prometheus documentation of alerting rules and of templates.
 */
public final class AlertTemplate {
  private static final String DEFINITIONS =
      "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
          + "{{$externalURL := .ExternalURL}}{{$value := .Value}}";

  /** Null where the text is the same for every alert. */
  private final @Nullable Template template;

  private final String text;

  private AlertTemplate(@Nullable Template template, String text) {
    this.template = template;
    this.text = text;
  }

  /**
   * Reads a template that asks no further queries.
   *
   * @param alert name of the alert, for errors
   * @throws TemplateException if it is not well-formed
   */
  public static AlertTemplate parse(String alert, String text) {
    return parse(alert, text, TemplateSurroundings.NONE);
  }

  /**
   * Reads a template.
   *
   * @param alert name of the alert, for errors
   * @param around what the template may ask for besides its data
   * @throws TemplateException if it is not well-formed
   */
  public static AlertTemplate parse(String alert, String text, TemplateSurroundings around) {
    if (!text.contains("{{")) {
      return new AlertTemplate(null, text);
    }
    return new AlertTemplate(
        Template.parse(
            "__alert_" + alert,
            DEFINITIONS + text,
            AlertFunctions.all(around),
            Template.Options.DEFAULT),
        text);
  }

  /**
   * The text for one alert.
   *
   * @throws TemplateException if it fails with the data
   */
  public String expand(AlertData data) {
    if (template == null) {
      return text;
    }
    Map<String, Object> fields = new TreeMap<>();
    fields.put("Labels", data.labels());
    fields.put("ExternalLabels", data.externalLabels());
    fields.put("ExternalURL", data.externalUrl());
    fields.put("Value", data.value());
    return template.execute(fields);
  }
}
