/** What rules, and outside senders, say to the half that routes and notifies. */
@NullMarked
package dev.steward.alerting.alert;

import org.jspecify.annotations.NullMarked;
