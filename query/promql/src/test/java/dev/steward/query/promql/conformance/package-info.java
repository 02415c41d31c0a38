/** Runs query scripts against the engine: ours in the tests, others' from the command line. */
@NullMarked
package dev.steward.query.promql.conformance;

import org.jspecify.annotations.NullMarked;
