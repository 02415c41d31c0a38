/** The few things the store does to files, so that tests can make them fail. */
@NullMarked
package dev.steward.logstore.disk;

import org.jspecify.annotations.NullMarked;
