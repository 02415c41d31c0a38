@NullMarked
package dev.steward.formats.scrape;

import org.jspecify.annotations.NullMarked;
