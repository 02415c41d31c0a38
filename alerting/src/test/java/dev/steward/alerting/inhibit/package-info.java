@NullMarked
package dev.steward.alerting.inhibit;

import org.jspecify.annotations.NullMarked;
