/** Alertmanager's configuration file: read strictly, with the places of what is wrong. */
@NullMarked
package dev.steward.alerting.configuration;

import org.jspecify.annotations.NullMarked;
