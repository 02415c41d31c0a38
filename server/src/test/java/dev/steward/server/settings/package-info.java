@NullMarked
package dev.steward.server.settings;

import org.jspecify.annotations.NullMarked;
