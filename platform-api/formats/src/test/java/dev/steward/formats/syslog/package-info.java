@NullMarked
package dev.steward.formats.syslog;

import org.jspecify.annotations.NullMarked;
