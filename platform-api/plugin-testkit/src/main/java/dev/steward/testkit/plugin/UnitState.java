package dev.steward.testkit.plugin;

/**
 * What systemd says about a unit, in systemd's own words.
 *
 * @param load {@code loaded}, {@code not-found}, {@code masked}, ...
 * @param active {@code active}, {@code inactive}, {@code failed}, ...
 * @param sub the state in the terms of the unit's type, such as {@code running} or {@code exited}
 * @param enabled {@code enabled}, {@code disabled}, {@code static}, ...; empty if there is no unit
 *     file
 */
public record UnitState(String load, String active, String sub, String enabled) {

  /** True while the unit does what it is there for. */
  public boolean isActive() {
    return active.equals("active");
  }
}
