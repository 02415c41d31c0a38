@NullMarked
package dev.steward.server.scrape;

import org.jspecify.annotations.NullMarked;
