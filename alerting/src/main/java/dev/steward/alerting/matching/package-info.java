/** Conditions on an alert's labels, and the two notations that Alertmanager reads them in. */
@NullMarked
package dev.steward.alerting.matching;

import org.jspecify.annotations.NullMarked;
