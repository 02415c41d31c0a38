/**
 * A small client of the system's message bus: calls with texts as arguments, and their replies.
 *
 * <p>Source: the D-Bus specification.
 */
@NullMarked
package dev.steward.collector.bus;

import org.jspecify.annotations.NullMarked;
