@NullMarked
package dev.steward.server.otlp;

import org.jspecify.annotations.NullMarked;
