@NullMarked
package dev.steward.server.alertmanager;

import org.jspecify.annotations.NullMarked;
