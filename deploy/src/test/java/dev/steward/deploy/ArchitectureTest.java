package dev.steward.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dependencies point one way only. There is no list of exemptions. */
final class ArchitectureTest {

  private static final Set<String> QUERY =
      Set.of("query/value", "query/template", "query/promql", "query/logql");

  /** What each module may depend on, besides itself. Plugins stand below. */
  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("platform-api/wire", Set.of()),
          Map.entry("platform-api/spi", Set.of()),
          Map.entry("platform-api/configuration", Set.of()),
          Map.entry("platform-api/formats", Set.of("platform-api/spi")),
          Map.entry("platform-api/store-testkit", Set.of("platform-api/spi")),
          Map.entry("platform-api/plugin-testkit", Set.of("platform-api/spi")),
          Map.entry("log-store", Set.of("platform-api/spi")),
          Map.entry("metric-store", Set.of("platform-api/spi")),
          Map.entry("lifecycle", Set.of("platform-api/spi")),
          Map.entry("query/template", Set.of("platform-api/spi", "query/value")),
          Map.entry("query/value", Set.of("platform-api/spi")),
          Map.entry("query/promql", Set.of("platform-api/spi", "query/value", "query/template")),
          Map.entry("query/logql", Set.of("platform-api/spi", "query/value", "query/template")),
          Map.entry(
              "collector",
              Set.of(
                  "platform-api/spi",
                  "platform-api/wire",
                  "platform-api/formats",
                  "platform-api/configuration",
                  "lifecycle")),
          Map.entry("alerting", with(QUERY, "platform-api/spi")),
          Map.entry(
              "server",
              with(
                  QUERY,
                  "platform-api/spi",
                  "platform-api/wire",
                  "platform-api/formats",
                  "platform-api/configuration",
                  "log-store",
                  "metric-store",
                  "lifecycle",
                  "alerting")),
          Map.entry(
              "cli",
              Set.of(
                  "platform-api/spi",
                  "platform-api/wire",
                  "platform-api/configuration",
                  "lifecycle",
                  "alerting",
                  "server",
                  "collector")));

  private static Modules modules;

  @BeforeAll
  static void readAllClasses() throws IOException {
    modules = Modules.read();
  }

  @Test
  void dependenciesPointOneWayOnly() {
    Set<String> wrong = new TreeSet<>();
    for (String module : modules.names()) {
      if (module.equals("benchmarks")) {
        continue; // It measures everything, and nothing can depend on it: it is no part of the
        // distribution.
      }
      Set<String> allowed = with(allowed(module), module, "");
      modules
          .dependenciesOf(module)
          .filter(each -> !allowed.contains(modules.of(each.getTargetClass())))
          .forEach(each -> wrong.add(module + ": " + describe(each)));
    }
    assertNone(wrong);
  }

  @Test
  void storesKnowNoQueryLanguageNoSpringNoHttpAndNoGrpc() {
    for (String store : List.of("log-store", "metric-store")) {
      assertNoLibrary(
          store,
          "org.springframework",
          "io.grpc",
          "com.google.protobuf",
          "io.netty",
          "jakarta.servlet",
          "java.net.http",
          "com.sun.net.httpserver");
    }
  }

  @Test
  void onlyTheServerAndItsCommandLineKnowSpring() {
    for (String module : modules.names()) {
      if (!Set.of("server", "cli", "benchmarks").contains(module)) {
        assertNoLibrary(module, "org.springframework");
      }
    }
  }

  @Test
  void pluginsSeeTheServiceInterfaceAndNoTransport() {
    modules.names().stream()
        .filter(module -> module.startsWith("plugins/"))
        .forEach(module -> assertNoLibrary(module, "io.grpc", "com.google.protobuf", "io.netty"));
  }

  @Test
  void theServiceInterfaceStandsOnAlmostNothing() {
    Predicate<Dependency> foreign =
        each ->
            Stream.of("java.", "dev.steward.spi.", "org.jspecify.", "org.pf4j.")
                .noneMatch(each.getTargetClass().getBaseComponentType().getName()::startsWith);
    Set<String> wrong = new TreeSet<>();
    modules
        .dependenciesOf("platform-api/spi")
        .filter(each -> !each.getTargetClass().getBaseComponentType().isPrimitive())
        .filter(foreign)
        .forEach(each -> wrong.add(describe(each)));
    assertNone(wrong);
  }

  @Test
  void guavaAndOldJacksonStayOutOfOurCode() {
    for (String module : modules.names()) {
      if (!module.equals("platform-api/wire")) {
        assertNoLibrary(module, "com.google.common", "com.fasterxml.jackson.databind");
      }
    }
  }

  @Test
  void packagesHaveNoCycles() {
    SlicesRuleDefinition.slices()
        .matching("dev.steward.(**)")
        .should()
        .beFreeOfCycles()
        .check(modules.classes());
  }

  @Test
  void classesAreNamedByConcept() {
    List<String> vague =
        modules.classes().stream()
            .filter(each -> !modules.of(each).equals("platform-api/wire"))
            .map(JavaClass::getName)
            .filter(name -> name.matches(".*(Util|Utils|Utility|Helper|Helpers|Manager|Common)"))
            .sorted()
            .toList();
    assertEquals(List.of(), vague, "names that say nothing");
  }

  private static Set<String> allowed(String module) {
    if (module.startsWith("plugins/")) {
      return Set.of("platform-api/spi");
    }
    Set<String> allowed = ALLOWED.get(module);
    if (allowed == null) {
      throw new AssertionError(module + ": a new module; say here what it may depend on");
    }
    return allowed;
  }

  private static void assertNoLibrary(String module, String... packages) {
    Set<String> wrong = new TreeSet<>();
    modules
        .dependenciesOf(module)
        .filter(each ->
            Stream.of(packages)
                .anyMatch(name -> each.getTargetClass().getName().startsWith(name + ".")))
        .forEach(each -> wrong.add(module + ": " + describe(each)));
    assertNone(wrong);
  }

  private static String describe(Dependency dependency) {
    return dependency.getOriginClass().getName() + " -> " + dependency.getTargetClass().getName();
  }

  private static void assertNone(Set<String> wrong) {
    assertEquals("", String.join("\n", wrong), "dependencies that are not allowed");
  }

  private static Set<String> with(Set<String> some, String... more) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(List.of(more));
    return all;
  }
}
