/** Samples that are taken on a schedule. */
@NullMarked
package dev.steward.collector.scrape;

import org.jspecify.annotations.NullMarked;
