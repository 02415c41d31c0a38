/**
 * Loading of plugins, so that nothing in a plugin can take down what loads it: each has class
 * loading of its own, and each call into it is guarded.
 */
@NullMarked
package dev.steward.lifecycle.plugin;

import org.jspecify.annotations.NullMarked;
