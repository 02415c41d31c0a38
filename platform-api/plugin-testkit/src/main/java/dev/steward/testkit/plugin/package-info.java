/**
 * A real Debian host with systemd, for tests of what is done to hosts.
 *
 * <p>A test method annotated with {@link dev.steward.testkit.plugin.OnDebian} runs once per release
 * and receives a freshly booted {@link dev.steward.testkit.plugin.RealHost}. The host is a Docker
 * container whose PID 1 is systemd; its image is built by {@code debootstrap} on first use, so no
 * image registry is asked.
 */
@NullMarked
package dev.steward.testkit.plugin;

import org.jspecify.annotations.NullMarked;
