/** Rules as Prometheus' rule files have them, read strictly, with the place of every problem. */
@NullMarked
package dev.steward.alerting.rule;

import org.jspecify.annotations.NullMarked;
