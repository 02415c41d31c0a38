/** Named times of the week, month and year, at which routes are muted or active. */
@NullMarked
package dev.steward.alerting.time;

import org.jspecify.annotations.NullMarked;
