/** From an alert to the notification: keeping, grouping, muting, sending, remembering. */
@NullMarked
package dev.steward.alerting.dispatch;

import org.jspecify.annotations.NullMarked;
