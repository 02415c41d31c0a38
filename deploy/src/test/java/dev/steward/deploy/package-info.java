/**
 * What holds for the project as a whole: its dependency directions, its sources, its distribution.
 */
@NullMarked
package dev.steward.deploy;

import org.jspecify.annotations.NullMarked;
