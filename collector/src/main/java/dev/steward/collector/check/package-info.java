/** Services looked at from outside: black-box checks, and commands of Nagios plugins. */
@NullMarked
package dev.steward.collector.check;

import org.jspecify.annotations.NullMarked;
