package dev.steward.cli;

import dev.steward.lifecycle.plugin.InstalledPlugin;
import dev.steward.lifecycle.plugin.PluginCatalog;
import dev.steward.spi.plugin.ServiceType;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What there is to do with plugins. */
@Command(
    name = "plugin",
    description = "Lists the plugins of this installation.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class PluginCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    Objects.requireNonNull(spec, "spec").commandLine().usage(System.out);
  }

  /** Lists plugins by loading them, so that what is listed as working has been seen to work. */
  @Command(
      name = "list",
      description = "Lists the plugins, what they bring, and why one does not work.",
      mixinStandardHelpOptions = true)
  int list(
      @Option(
              names = "--dir",
              paramLabel = "DIR",
              description =
                  "Also plugins of this directory, such as plugins below a server's data.")
          @Nullable Path directory)
      throws IOException {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    Path work = Files.createTempDirectory("steward-plugins");
    try (PluginCatalog catalog =
        PluginCatalog.open(directories(directory), work.resolve("unpacked"))) {
      print(catalog.plugins(), out);
      return catalog.plugins().stream().anyMatch(each -> each.problem().isPresent()) ? 1 : 0;
    } finally {
      DeletedTree.delete(work);
    }
  }

  private static List<Path> directories(@Nullable Path directory) {
    List<Path> directories = new ArrayList<>();
    if (directory != null) {
      directories.add(directory);
    }
    Installation.home().ifPresent(home -> directories.add(home.resolve("plugins")));
    if (directories.isEmpty()) {
      throw new CommandException(
          "plugin list: no installation around this program (expected: bin/steward of one, or --dir"
              + " DIR)");
    }
    return directories;
  }

  private static void print(List<InstalledPlugin> plugins, PrintWriter out) {
    if (plugins.isEmpty()) {
      out.println("No plugins.");
      return;
    }
    TextTable table = new TextTable("PLUGIN", "VERSION", "SERVICE TYPES", "STATE");
    for (InstalledPlugin plugin : plugins) {
      table.add(
          plugin.id(),
          plugin.version(),
          plugin.serviceTypes().stream().map(ServiceType::name).collect(Collectors.joining(", ")),
          plugin.problem().map(problem -> "broken: " + problem).orElse("works"));
    }
    table.print(out);
  }
}
