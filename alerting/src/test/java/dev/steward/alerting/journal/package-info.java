@NullMarked
package dev.steward.alerting.journal;

import org.jspecify.annotations.NullMarked;
