package dev.steward.query.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parsed template. Immutable and safe for any thread.
 *
 * <p>Data are null, Boolean, Long, Double, String, List, Map with text as keys, and {@link Fields}.
 * What is missing in a {@link TextMap} is empty, in another map it prints as {@code <no value>}. An
 * execution does a bounded amount of work, so that a template of any size and any origin may be
 * run.
 */
public final class Template {
  /**
   * Bounds of an execution.
   *
   * @param maxSteps how many actions, elements and calls one execution may do
   * @param maxLength how many characters it may write
   */
  public record Options(int maxSteps, int maxLength) {
    /** A million steps and a million characters. */
    public static final Options DEFAULT = new Options(1_000_000, 1_000_000);
  }

  private final String name;
  private final String source;
  private final Map<String, List<Node>> templates;
  private final Functions functions;
  private final Options options;
  private final boolean escapesHtml;

  private Template(
      String name,
      String source,
      Map<String, List<Node>> templates,
      Functions functions,
      Options options,
      boolean escapesHtml) {
    this.name = name;
    this.source = source;
    this.templates = templates;
    this.functions = functions;
    this.options = options;
    this.escapesHtml = escapesHtml;
  }

  /**
   * Reads a template.
   *
   * @param name its name, which errors show
   * @param source its text
   * @param functions what it may call
   * @param options how it is executed
   * @throws TemplateException if it is not well-formed
   */
  public static Template parse(String name, String source, Functions functions, Options options) {
    Objects.requireNonNull(options, "options");
    return new Template(
        name, source, TemplateParser.parse(name, source, functions), functions, options, false);
  }

  /**
   * This template with the definitions of others: what it defines itself comes first, then what the
   * library defines.
   */
  public Template over(Template library) {
    Map<String, List<Node>> all = new HashMap<>(library.templates);
    all.putAll(templates);
    return new Template(name, source, all, functions, options, escapesHtml);
  }

  /** This template, which escapes for HTML what its actions write unless it is {@link SafeHtml}. */
  public Template escapingHtml() {
    return new Template(name, source, templates, functions, options, true);
  }

  /** The template's name. */
  public String name() {
    return name;
  }

  /** The template's text. */
  public String source() {
    return source;
  }

  /**
   * The fields that the template names, those of {@code define}d templates left out; what a
   * template finds by going over all fields is not among them.
   */
  public Set<String> fieldNames() {
    return FieldNames.of(templates.getOrDefault(name, List.of()));
  }

  /**
   * Executes the template.
   *
   * @throws TemplateException if it fails with the data
   */
  public String execute(@Nullable Object data) {
    return new Execution(this, data).run();
  }

  /** A value as an action writes it. */
  String written(@Nullable Object value) {
    return escapesHtml && !(value instanceof SafeHtml)
        ? Escaping.html(GoPrint.text(value))
        : GoPrint.text(value);
  }

  @Nullable List<Node> named(String wanted) {
    return templates.get(wanted);
  }

  Functions functions() {
    return functions;
  }

  Options options() {
    return options;
  }
}
