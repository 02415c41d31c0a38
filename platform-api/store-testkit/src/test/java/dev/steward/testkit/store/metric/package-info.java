@NullMarked
package dev.steward.testkit.store.metric;

import org.jspecify.annotations.NullMarked;
