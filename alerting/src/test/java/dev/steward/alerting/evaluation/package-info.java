@NullMarked
package dev.steward.alerting.evaluation;

import org.jspecify.annotations.NullMarked;
