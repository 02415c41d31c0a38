@NullMarked
package dev.steward.formats.otlp;

import org.jspecify.annotations.NullMarked;
