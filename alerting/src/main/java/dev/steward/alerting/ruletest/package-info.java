/** Unit tests of rule files, in promtool's format: series by hand, rules over them, expressions. */
@NullMarked
package dev.steward.alerting.ruletest;

import org.jspecify.annotations.NullMarked;
