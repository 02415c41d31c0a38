/**
 * The rules that the server evaluates, from its start to its stop, and how interfaces show them.
 */
@NullMarked
package dev.steward.server.rules;

import org.jspecify.annotations.NullMarked;
