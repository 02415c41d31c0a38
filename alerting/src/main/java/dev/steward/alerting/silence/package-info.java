/** Silences: what people mute, for how long and why. */
@NullMarked
package dev.steward.alerting.silence;

import org.jspecify.annotations.NullMarked;
