/**
 * The server as a process of its own, seen from outside: its doors, its processor time, its memory,
 * its disk.
 */
@NullMarked
package dev.steward.benchmarks.process;

import org.jspecify.annotations.NullMarked;
