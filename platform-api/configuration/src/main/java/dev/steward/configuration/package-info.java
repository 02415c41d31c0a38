/**
 * One strict YAML file, each key overridable by environment and by flag; what is wrong stops the
 * start with its place and what would be right.
 */
@NullMarked
package dev.steward.configuration;

import org.jspecify.annotations.NullMarked;
