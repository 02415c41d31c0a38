@NullMarked
package dev.steward.configuration;

import org.jspecify.annotations.NullMarked;
