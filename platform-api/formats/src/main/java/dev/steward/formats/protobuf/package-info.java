/** Reading and writing protobuf messages by hand, where generated classes would cost too much. */
@NullMarked
package dev.steward.formats.protobuf;

import org.jspecify.annotations.NullMarked;
