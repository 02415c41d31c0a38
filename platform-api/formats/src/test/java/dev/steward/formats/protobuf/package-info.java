@NullMarked
package dev.steward.formats.protobuf;

import org.jspecify.annotations.NullMarked;
