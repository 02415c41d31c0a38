package dev.steward.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What {@code ./dev build} leaves behind is whole, and nothing is in it twice. */
final class DistributionTest {

  private static final Path LIB = ProjectFiles.DISTRIBUTION.resolve("lib");

  @Test
  void everyJarIsOnTheClassPathOfAProgramAndEveryClassPathIsThere() throws IOException {
    Set<String> listed = new TreeSet<>();
    for (String program : List.of("server", "agent", "cli")) {
      listed.addAll(classPath(program));
    }
    Set<String> missing = new TreeSet<>(listed);
    jars().forEach(missing::remove);
    Set<String> unused = new TreeSet<>(jars());
    unused.removeAll(listed);
    assertEquals(Set.of(), missing, "on a class path and not in lib");
    assertEquals(Set.of(), unused, "in lib and on no class path");
  }

  @Test
  void noClassIsThereTwice() throws IOException {
    Map<String, Set<String>> jarsOfClass = new TreeMap<>();
    for (String jar : jars()) {
      try (ZipFile zip = new ZipFile(LIB.resolve(jar).toFile())) {
        zip.stream()
            .map(ZipEntry::getName)
            .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
            .forEach(name -> jarsOfClass.computeIfAbsent(name, unused -> new TreeSet<>()).add(jar));
      }
    }
    Set<Set<String>> overlapping = new HashSet<>(jarsOfClass.values());
    overlapping.removeIf(jars -> jars.size() == 1);
    assertEquals(Set.of(), overlapping, "jars that hold the same class");
  }

  @Test
  void theAgentIsFreeOfTheServersLibraries() throws IOException {
    List<String> heavy =
        classPath("agent").stream()
            .filter(jar -> jar.matches("(spring|lucene|tomcat|steward-server|steward-log-store).*"))
            .toList();
    assertEquals(List.of(), heavy);
  }

  @Test
  void theLauncherTheLicenceTheUnitsTheDataSourcesAndTheCompletionAreThere() {
    assertTrue(Files.isExecutable(ProjectFiles.DISTRIBUTION.resolve("bin/steward")), "bin/steward");
    for (String file :
        List.of(
            "LICENSE",
            "share/bash-completion/completions/steward",
            "systemd/steward-server.service",
            "systemd/steward-agent.service",
            "rules/hosts.yaml",
            "rules/services.yaml",
            "rules/logs.yaml",
            "rules/steward.yaml",
            "grafana/provisioning/datasources/steward.yaml")) {
      assertTrue(Files.isRegularFile(ProjectFiles.DISTRIBUTION.resolve(file)), file);
    }
  }

  private static List<String> classPath(String program) throws IOException {
    return Files.readAllLines(LIB.resolve(program + ".classpath"));
  }

  private static List<String> jars() throws IOException {
    try (Stream<Path> files = Files.list(LIB)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .toList();
    }
  }
}
