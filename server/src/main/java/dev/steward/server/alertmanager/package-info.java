/** Alertmanager's interface, version 2, and the pager behind it. */
@NullMarked
package dev.steward.server.alertmanager;

import org.jspecify.annotations.NullMarked;
