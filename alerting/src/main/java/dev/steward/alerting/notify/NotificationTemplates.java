package dev.steward.alerting.notify;

import dev.steward.alerting.template.NotificationFunctions;
import dev.steward.query.template.Functions;
import dev.steward.query.template.Template;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The templates that notifications are written with: those of the operator's files, and under the
 * names that Alertmanager gives them, those that come with this server. Immutable but for a cache;
 * safe for any thread.
 */
public final class NotificationTemplates {
  private static final String DEFAULT = "default.tmpl";
  private static final String ESCAPE = "{{ . }}";

  /** Past so many different texts the cache starts anew: texts come from one configuration. */
  private static final int MAX_CACHED = 10_000;

  private final Functions functions;
  private final Template library;
  private final Map<String, Template> texts = new ConcurrentHashMap<>();
  private final Map<String, Template> htmls = new ConcurrentHashMap<>();

  private NotificationTemplates(Functions functions, Template library) {
    this.functions = functions;
    this.library = library;
  }

  /**
   * Reads the operator's files.
   *
   * @param patterns names of files, in which {@code *} and {@code ?} may stand
   * @throws StewardException if a file cannot be read, or is no template
   */
  public static NotificationTemplates load(List<Path> patterns, Clock clock) {
    Functions functions = NotificationFunctions.all(clock);
    Template library = parse(DEFAULT, defaults(), functions);
    for (Path pattern : patterns) {
      for (Path file : matching(pattern)) {
        library = parse(String.valueOf(file.getFileName()), content(file), functions).over(library);
      }
    }
    return new NotificationTemplates(functions, library);
  }

  private static Template parse(String name, String text, Functions functions) {
    return Template.parse(name, text, functions, Template.Options.DEFAULT);
  }

  private static String defaults() {
    try (InputStream in = NotificationTemplates.class.getResourceAsStream(DEFAULT)) {
      if (in == null) {
        throw new IllegalStateException(DEFAULT + ": missing (expected: beside this class)");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT, "templates: " + file + ": cannot be read: " + e, e);
    }
  }

  private static List<Path> matching(Path pattern) {
    Path folder = pattern.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream =
        Files.newDirectoryStream(folder, String.valueOf(pattern.getFileName()))) {
      stream.forEach(files::add);
    } catch (IOException e) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT, "templates: " + folder + ": cannot be read: " + e, e);
    }
    files.removeIf(Files::isDirectory);
    files.sort(null);
    return files;
  }

  /**
   * The text of a template.
   *
   * @throws dev.steward.query.template.TemplateException if it fails
   */
  String text(String template, Object data) {
    if (!template.contains("{{")) {
      return template;
    }
    return cached(texts, template, false).execute(data);
  }

  /**
   * The HTML of a template, in which every value is escaped.
   *
   * @throws dev.steward.query.template.TemplateException if it fails
   */
  String html(String template, Object data) {
    return cached(htmls, template, true).execute(data);
  }

  /** A text as HTML. */
  String escaped(String text) {
    return html(ESCAPE, text);
  }

  private Template cached(Map<String, Template> cache, String text, boolean html) {
    Template known = cache.get(text);
    if (known != null) {
      return known;
    }
    Template made = parse("", text, functions).over(library);
    made = html ? made.escapingHtml() : made;
    if (cache.size() > MAX_CACHED) {
      cache.clear();
    }
    cache.put(text, made);
    return made;
  }
}
