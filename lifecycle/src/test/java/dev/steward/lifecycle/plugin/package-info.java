@NullMarked
package dev.steward.lifecycle.plugin;

import org.jspecify.annotations.NullMarked;
