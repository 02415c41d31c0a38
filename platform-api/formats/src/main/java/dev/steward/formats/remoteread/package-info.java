/** Prometheus remote read: its request, and its two forms of answer. */
@NullMarked
package dev.steward.formats.remoteread;

import org.jspecify.annotations.NullMarked;
