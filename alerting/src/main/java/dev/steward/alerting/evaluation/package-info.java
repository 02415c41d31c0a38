/** Rules evaluated again and again: when, against what, and what becomes of the results. */
@NullMarked
package dev.steward.alerting.evaluation;

import org.jspecify.annotations.NullMarked;
