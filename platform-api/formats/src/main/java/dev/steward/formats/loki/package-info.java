/** The body of Loki's push interface in protobuf. */
@NullMarked
package dev.steward.formats.loki;

import org.jspecify.annotations.NullMarked;
