@NullMarked
package dev.steward.testkit.store.log;

import org.jspecify.annotations.NullMarked;
