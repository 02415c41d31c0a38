package dev.steward.configuration;

import java.util.ArrayList;
import java.util.List;

/**
 * The configuration file that changes nothing: every key with its description and its default, each
 * in a comment, ready to be edited.
 */
public final class DefaultFile {
  private static final int WIDTH = 100;

  private DefaultFile() {}

  /** The text of the file. It can be loaded as it is if no setting is required. */
  public static String print(ConfigurationSpec spec) {
    StringBuilder text = new StringBuilder();
    List<String> open = List.of();
    for (Setting<?> setting : spec.settings()) {
      List<String> keys = setting.keys();
      List<String> sections = keys.subList(0, keys.size() - 1);
      openSections(text, open, sections);
      open = sections;
      String indent = "  ".repeat(sections.size());
      for (String line : wrapped(describe(setting), WIDTH - indent.length() - 2)) {
        text.append(indent).append("# ").append(line).append('\n');
      }
      text.append(indent).append('#').append(keys.getLast()).append(':');
      if (setting.defaultText() != null) {
        text.append(' ').append(yaml(setting, setting.defaultText()));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static void openSections(StringBuilder text, List<String> open, List<String> sections) {
    int shared = 0;
    while (shared < open.size()
        && shared < sections.size()
        && open.get(shared).equals(sections.get(shared))) {
      shared++;
    }
    for (int depth = shared; depth < sections.size(); depth++) {
      if (depth == 0 && !text.isEmpty()) {
        text.append('\n');
      }
      text.append("  ".repeat(depth)).append(sections.get(depth)).append(":\n");
    }
  }

  private static String describe(Setting<?> setting) {
    String description = setting.description();
    return setting.defaultText() == null ? description + " Required." : description;
  }

  private static String yaml(Setting<?> setting, String text) {
    if (setting.type() == SettingType.TEXT_LIST
        || setting.type() == SettingType.ENTRIES
        || setting.type() == SettingType.TREE) {
      return "[" + text.replace(",", ", ") + "]";
    }
    if (setting.type() == SettingType.TEXT_MAP) {
      return "{" + text.replace("=", ": ").replace(",", ", ") + "}";
    }
    boolean plain =
        setting.type() != SettingType.TEXT && text.matches("[A-Za-z0-9/.][A-Za-z0-9/.:_*-]*");
    return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split("\\s+")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
