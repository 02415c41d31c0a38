/** systemd's journal as {@code journalctl --output=export} writes it. */
@NullMarked
package dev.steward.formats.journal;

import org.jspecify.annotations.NullMarked;
