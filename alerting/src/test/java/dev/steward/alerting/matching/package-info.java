@NullMarked
package dev.steward.alerting.matching;

import org.jspecify.annotations.NullMarked;
