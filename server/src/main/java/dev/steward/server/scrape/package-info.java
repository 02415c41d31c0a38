/** Scraping by the server: targets, their schedule, and the doors that show them. */
@NullMarked
package dev.steward.server.scrape;

import org.jspecify.annotations.NullMarked;
