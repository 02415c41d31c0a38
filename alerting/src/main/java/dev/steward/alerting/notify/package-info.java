/** Ways to tell people of alerts, one class each, and the words in which they are told. */
@NullMarked
package dev.steward.alerting.notify;

import org.jspecify.annotations.NullMarked;
