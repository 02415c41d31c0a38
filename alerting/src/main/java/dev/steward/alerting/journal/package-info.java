/** A small file of records that survives a crash at any moment. */
@NullMarked
package dev.steward.alerting.journal;

import org.jspecify.annotations.NullMarked;
