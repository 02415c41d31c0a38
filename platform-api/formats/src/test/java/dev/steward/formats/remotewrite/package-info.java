@NullMarked
package dev.steward.formats.remotewrite;

import org.jspecify.annotations.NullMarked;
