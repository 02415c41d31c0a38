@NullMarked
package dev.steward.collector.host;

import org.jspecify.annotations.NullMarked;
