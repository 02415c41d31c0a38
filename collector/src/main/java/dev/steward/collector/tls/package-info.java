/** TLS with keys and certificates from PEM files. */
@NullMarked
package dev.steward.collector.tls;

import org.jspecify.annotations.NullMarked;
