@NullMarked
package dev.steward.alerting.configuration;

import org.jspecify.annotations.NullMarked;
