package dev.steward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.collector.AgentKeys;
import dev.steward.configuration.ConfigurationSpec;
import dev.steward.configuration.ProgramKeys;
import dev.steward.configuration.Setting;
import dev.steward.server.settings.ServerKeys;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ProgramKeysTest {
  @Test
  void theServersKeysAreThoseThatOtherProgramsKnow() {
    assertEquals(paths(ServerKeys.SPEC), new TreeSet<>(ProgramKeys.SERVER.paths()));
  }

  @Test
  void theAgentsKeysAreThoseThatOtherProgramsKnow() {
    assertEquals(paths(AgentKeys.SPEC), new TreeSet<>(ProgramKeys.AGENT.paths()));
  }

  private static TreeSet<String> paths(ConfigurationSpec spec) {
    TreeSet<String> paths = new TreeSet<>();
    for (Setting<?> setting : spec.settings()) {
      paths.add(setting.path());
    }
    return paths;
  }
}
