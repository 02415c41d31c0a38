/** What promtool and this program say of the same files. */
@NullMarked
package dev.steward.alerting.clients;

import org.jspecify.annotations.NullMarked;
