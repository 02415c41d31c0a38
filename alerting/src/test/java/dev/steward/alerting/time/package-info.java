@NullMarked
package dev.steward.alerting.time;

import org.jspecify.annotations.NullMarked;
