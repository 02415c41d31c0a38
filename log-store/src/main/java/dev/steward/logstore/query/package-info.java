/** Reading and counting over memory and parts. */
@NullMarked
package dev.steward.logstore.query;

import org.jspecify.annotations.NullMarked;
