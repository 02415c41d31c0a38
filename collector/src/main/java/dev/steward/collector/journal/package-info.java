/** systemd's journal, followed through {@code journalctl}. */
@NullMarked
package dev.steward.collector.journal;

import org.jspecify.annotations.NullMarked;
