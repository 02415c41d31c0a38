/** What is done to log lines before they leave the host, only where it is asked for. */
@NullMarked
package dev.steward.collector.rule;

import org.jspecify.annotations.NullMarked;
