/** The Loki HTTP interface over the log store and its query engine. */
@NullMarked
package dev.steward.server.loki;

import org.jspecify.annotations.NullMarked;
