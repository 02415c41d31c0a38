package dev.steward.testkit.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once on a fresh host of each named release; the method takes a {@link RealHost}.
 *
 * <p>It carries the tag {@code docker}: it needs a Docker engine, root and debootstrap.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@Tag("docker")
@ExtendWith(RealHostExtension.class)
public @interface OnDebian {
  /** The releases, in the order in which they are tried. */
  DebianRelease[] value() default {DebianRelease.BOOKWORM, DebianRelease.TRIXIE};
}
