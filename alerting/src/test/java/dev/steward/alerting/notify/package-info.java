@NullMarked
package dev.steward.alerting.notify;

import org.jspecify.annotations.NullMarked;
