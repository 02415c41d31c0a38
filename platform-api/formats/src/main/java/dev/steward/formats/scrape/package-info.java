/**
 * Scraping without the network: what is scraped, how labels are rewritten, and how expositions
 * become samples. Configuration is Prometheus' own.
 */
@NullMarked
package dev.steward.formats.scrape;

import org.jspecify.annotations.NullMarked;
