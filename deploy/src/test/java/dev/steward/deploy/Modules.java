package dev.steward.deploy;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The compiled main classes of every module, and which module each class belongs to.
 *
 * @param classes all of them
 * @param moduleOf from a class name to the folder of its module, such as {@code query/promql}
 */
record Modules(JavaClasses classes, Map<String, String> moduleOf) {

  static Modules read() throws IOException {
    Map<String, String> moduleOf = new HashMap<>();
    List<Path> folders = new ArrayList<>();
    for (String module : ProjectFiles.modules()) {
      Path folder = ProjectFiles.ROOT.resolve(module).resolve("target/classes");
      folders.add(folder);
      new ClassFileImporter()
          .importPath(folder)
          .forEach(each -> moduleOf.put(each.getName(), module));
    }
    JavaClasses all = new ClassFileImporter().importPaths(folders);
    return new Modules(all, Map.copyOf(moduleOf));
  }

  /** The module of a class of ours; of a library's class, the empty string. */
  String of(JavaClass subject) {
    String outermost = subject.getBaseComponentType().getName();
    return moduleOf.getOrDefault(outermost, "");
  }

  /** The dependencies of one module's classes, sorted for stable messages. */
  Stream<Dependency> dependenciesOf(String module) {
    return classes.stream()
        .filter(each -> of(each).equals(module))
        .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
        .sorted();
  }

  /** Every module that has classes, sorted. */
  List<String> names() {
    return moduleOf.values().stream().distinct().sorted().toList();
  }
}
