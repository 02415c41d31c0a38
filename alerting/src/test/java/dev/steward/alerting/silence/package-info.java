@NullMarked
package dev.steward.alerting.silence;

import org.jspecify.annotations.NullMarked;
