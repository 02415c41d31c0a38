@NullMarked
package dev.steward.alerting.ruletest;

import org.jspecify.annotations.NullMarked;
