package dev.steward.lifecycle.plugin;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the source of a plugin and packs it, as a plugin's own build would. */
final class PluginZip {
  private PluginZip() {}

  /** Writes {@code id.zip} with a class {@code example.ExamplePlugin} of this source. */
  static Path write(Path directory, String id, String source) throws IOException {
    Path classes = Files.createTempDirectory(directory, "classes");
    Path file = Files.createDirectories(classes.resolve("example")).resolve("ExamplePlugin.java");
    Files.writeString(file, source);
    compile(file, classes);
    Path jar = directory.resolve(id + ".jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
        Stream<Path> compiled = Files.walk(classes)) {
      for (Path each : compiled.filter(Files::isRegularFile).toList()) {
        add(out, classes.relativize(each).toString(), Files.readAllBytes(each));
      }
    }
    Path zip = directory.resolve(id + ".zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      String properties = "plugin.id=" + id + "\nplugin.version=1.2.3\nplugin.description=Test.\n";
      add(out, "plugin.properties", properties.getBytes(StandardCharsets.UTF_8));
      add(out, "lib/" + id + ".jar", Files.readAllBytes(jar));
    }
    return zip;
  }

  static void add(ZipOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(content);
    out.closeEntry();
  }

  private static void compile(Path source, Path classes) throws IOException {
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
    StringWriter messages = new StringWriter();
    List<String> options =
        new ArrayList<>(List.of("-d", classes.toString(), "-proc:full", "-processor"));
    options.add("org.pf4j.processor.ExtensionAnnotationProcessor");
    options.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean good =
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      if (!good) {
        throw new AssertionError(messages.toString());
      }
    }
  }

  /** The source of a plugin with one service type, whose methods have these bodies. */
  static String source(String name, String constructor, String resources) {
    return """
    package example;

    import dev.steward.spi.plugin.*;
    import java.util.List;

    @org.pf4j.Extension
    public class ExamplePlugin implements ServicePlugin, ServiceType {
      public ExamplePlugin() { %s }
      public List<ServiceType> serviceTypes() { return List.of(this); }
      public String name() { return "%s"; }
      public String description() { return "An example."; }
      public String settingsSchema() { return "{}"; }
      public List<Resource> resources(Settings settings, HostFacts facts) { %s }
    }
    """
        .formatted(constructor, name, resources);
  }
}
