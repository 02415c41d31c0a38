/** What every input of the agent has in common. */
@NullMarked
package dev.steward.collector.input;

import org.jspecify.annotations.NullMarked;
