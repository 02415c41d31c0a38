@NullMarked
package dev.steward.alerting.alert;

import org.jspecify.annotations.NullMarked;
