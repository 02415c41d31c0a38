/** Prometheus remote write 1.0 and 2.0: decoders straight from bytes to samples. */
@NullMarked
package dev.steward.formats.remotewrite;

import org.jspecify.annotations.NullMarked;
