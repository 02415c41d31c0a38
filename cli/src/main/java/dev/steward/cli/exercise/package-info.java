/** The work of a small fleet, for a server that Java learns from. */
@NullMarked
package dev.steward.cli.exercise;

import org.jspecify.annotations.NullMarked;
