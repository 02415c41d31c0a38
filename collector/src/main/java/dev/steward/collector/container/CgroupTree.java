package dev.steward.collector.container;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the control groups of containers by their names. */
final class CgroupTree {
  private static final int MAX_DEPTH = 8;
  private static final int MAX_GROUPS = 5_000;
  private static final Pattern CONTAINER =
      Pattern.compile("(?:docker-|libpod-|crio-|cri-containerd-)?([0-9a-f]{64})(?:\\.scope)?");

  private CgroupTree() {}

  /** The container's id that a group's path ends with, or null. */
  static @Nullable String containerId(String path) {
    Matcher name = CONTAINER.matcher(path.substring(path.lastIndexOf('/') + 1));
    return name.matches() ? name.group(1) : null;
  }

  /** The paths below a root that end with a container's id, sorted. */
  static List<String> containers(String root) {
    List<String> found = new ArrayList<>();
    search(root, "", 0, found);
    return found;
  }

  private static void search(String root, String path, int depth, List<String> found) {
    if (depth > MAX_DEPTH || found.size() >= MAX_GROUPS) {
      return;
    }
    File[] children = new File(root + path).listFiles(File::isDirectory);
    if (children == null) {
      return;
    }
    Arrays.sort(children);
    for (File child : children) {
      String childPath = path + "/" + child.getName();
      if (containerId(childPath) != null) {
        found.add(childPath);
      } else {
        search(root, childPath, depth + 1, found);
      }
    }
  }
}
