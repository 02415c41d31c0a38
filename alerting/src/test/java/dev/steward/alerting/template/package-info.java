/** The templates of alerts' labels and annotations: their data and their functions. */
@NullMarked
package dev.steward.alerting.template;

import org.jspecify.annotations.NullMarked;
