/**
 * Syslog as it is really sent: RFC 5424 and RFC 3164 with the deviations of the field, and the
 * framing of TCP streams. No I/O, no clocks, and nothing is ever dropped.
 */
@NullMarked
package dev.steward.formats.syslog;

import org.jspecify.annotations.NullMarked;
