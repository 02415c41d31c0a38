package dev.steward.lifecycle.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.plugin.HostFacts;
import dev.steward.spi.plugin.Resource;
import dev.steward.spi.plugin.ServiceType;
import dev.steward.spi.plugin.Settings;
import dev.steward.spi.plugin.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginCatalogTest {
  private static final HostFacts FACTS = new HostFacts("mx1", "debian", "13", "amd64", true);
  private static final Settings NO_SETTINGS = new Settings(Map.of());
  private static final String NOTHING = "return List.of();";

  @TempDir private Path folder;

  private PluginCatalog open() {
    return PluginCatalog.open(List.of(folder), folder.resolve("work"));
  }

  private void plugin(String id, String constructor, String resources) throws IOException {
    PluginZip.write(folder, id, PluginZip.source(id, constructor, resources));
  }

  private static ServiceType type(PluginCatalog catalog, String name) {
    return catalog.serviceType(name).orElseThrow(() -> new AssertionError(catalog.plugins()));
  }

  @Test
  void aZipBringsItsServiceTypes() throws IOException {
    plugin("motd", "", "return List.of(new Resource.Package(\"nano\", List.of()));");
    try (PluginCatalog catalog = open()) {
      InstalledPlugin plugin = catalog.plugins().getFirst();
      assertEquals("motd", plugin.id());
      assertEquals("1.2.3", plugin.version());
      assertTrue(plugin.problem().isEmpty());
      assertEquals(
          List.of(new Resource.Package("nano", List.of())),
          type(catalog, "motd").resources(NO_SETTINGS, FACTS));
    }
  }

  @Test
  void aMissingDirectoryHasNoPlugins() {
    try (PluginCatalog catalog =
        PluginCatalog.open(List.of(folder.resolve("missing")), folder.resolve("work"))) {
      assertEquals(List.of(), catalog.plugins());
    }
  }

  @Test
  void aPluginThatThrowsWhenLoadedIsReportedAndTheOthersWork() throws IOException {
    plugin("a-throws", "if (true) throw new IllegalStateException(\"no\");", NOTHING);
    plugin(
        "b-links",
        "Object o = Missing.X;",
        NOTHING
            + " } static class Missing {"
            + " static final Object X = fail(); static Object fail() { throw new Error(\"static\"); }");
    plugin("c-recurses", "new ExamplePlugin();", NOTHING);
    plugin("d-works", "", NOTHING);
    try (PluginCatalog catalog = open()) {
      assertEquals(
          List.of("a-throws", "b-links", "c-recurses"),
          catalog.plugins().stream()
              .filter(each -> each.problem().isPresent())
              .map(InstalledPlugin::id)
              .toList());
      assertEquals(List.of(), type(catalog, "d-works").resources(NO_SETTINGS, FACTS));
    }
  }

  @Test
  void aPluginThatThrowsWhenCalledIsNamed() throws IOException {
    plugin("throws", "", "throw new IllegalStateException(\"no\");");
    plugin("returns-null", "", "return null;");
    try (PluginCatalog catalog = open()) {
      PluginException thrown =
          assertThrows(
              PluginException.class, () -> type(catalog, "throws").resources(NO_SETTINGS, FACTS));
      assertEquals(
          "plugin throws: resources failed: java.lang.IllegalStateException: no",
          thrown.getMessage());
      assertThrows(
          PluginException.class, () -> type(catalog, "returns-null").resources(NO_SETTINGS, FACTS));
    }
  }

  @Test
  void settingsThatAPluginRefusesAreTheUsersErrorAndNotThePlugins() throws IOException {
    plugin("refuses", "", "settings.text(\"missing\"); return List.of();");
    try (PluginCatalog catalog = open()) {
      assertThrows(
          SettingsException.class, () -> type(catalog, "refuses").resources(NO_SETTINGS, FACTS));
    }
  }

  @Test
  void theContextClassLoaderOfACallIsThePlugins() throws IOException {
    plugin(
        "context",
        "",
        "if (Thread.currentThread().getContextClassLoader() != getClass().getClassLoader())"
            + " throw new IllegalStateException(); return List.of();");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (PluginCatalog catalog = open()) {
      assertEquals(List.of(), type(catalog, "context").resources(NO_SETTINGS, FACTS));
    }
    assertSame(before, Thread.currentThread().getContextClassLoader());
  }

  @Test
  void aPluginSeesTheServiceInterfaceAndNothingElseOfThePlatform() throws IOException {
    plugin(
        "looks",
        "",
        "try { Class.forName(\"dev.steward.lifecycle.plugin.PluginCatalog\");"
            + " throw new IllegalStateException(\"seen\"); }"
            + " catch (ClassNotFoundException e) { return List.of(); }");
    try (PluginCatalog catalog = open()) {
      assertEquals(List.of(), type(catalog, "looks").resources(NO_SETTINGS, FACTS));
    }
  }

  @Test
  void twoPluginsHaveClassesOfTheirOwnWithOneName() throws IOException {
    plugin("first", "", NOTHING);
    plugin("second", "", "return List.of(new Resource.Package(\"nano\", List.of()));");
    try (PluginCatalog catalog = open()) {
      assertNotSame(type(catalog, "first"), type(catalog, "second"));
      assertEquals(0, type(catalog, "first").resources(NO_SETTINGS, FACTS).size());
      assertEquals(1, type(catalog, "second").resources(NO_SETTINGS, FACTS).size());
    }
  }

  @Test
  void aServiceTypeNameThatIsTakenIsReported() throws IOException {
    plugin("mail", "", NOTHING);
    PluginZip.write(folder, "other", PluginZip.source("mail", "", NOTHING));
    try (PluginCatalog catalog = open()) {
      assertEquals(
          "plugin other: service type: mail (expected: a name that no plugin has yet)",
          catalog.plugins().get(1).problem().orElseThrow());
    }
  }

  @Test
  void aPluginWithoutAnExtensionSaysWhatIsMissing() throws IOException {
    PluginZip.write(folder, "empty", "package example; class ExamplePlugin {}");
    try (PluginCatalog catalog = open()) {
      String problem = catalog.plugins().getFirst().problem().orElseThrow();
      assertTrue(problem.contains("META-INF/extensions.idx"), problem);
    }
  }

  @Test
  void aFileThatIsNoZipIsReported() throws IOException {
    Files.writeString(folder.resolve("broken.zip"), "no zip");
    try (PluginCatalog catalog = open()) {
      assertEquals("broken.zip", catalog.plugins().getFirst().id());
      assertTrue(catalog.plugins().getFirst().problem().isPresent());
    }
  }

  @Test
  void aZipThatNamesFilesOutsideIsNotUnpacked() throws IOException {
    try (ZipOutputStream out =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("evil.zip")))) {
      PluginZip.add(out, "../../escaped", new byte[] {1});
    }
    try (PluginCatalog catalog = open()) {
      assertTrue(catalog.plugins().getFirst().problem().orElseThrow().contains("outside"));
    }
    assertFalse(Files.exists(folder.resolve("escaped")));
  }
}
