/** The command {@code steward demo}: server and agent on this machine, for a try. */
@NullMarked
package dev.steward.cli.demo;

import org.jspecify.annotations.NullMarked;
