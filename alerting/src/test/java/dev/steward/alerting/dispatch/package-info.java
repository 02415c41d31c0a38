@NullMarked
package dev.steward.alerting.dispatch;

import org.jspecify.annotations.NullMarked;
