/** Alerts that are muted because another one fires. */
@NullMarked
package dev.steward.alerting.inhibit;

import org.jspecify.annotations.NullMarked;
