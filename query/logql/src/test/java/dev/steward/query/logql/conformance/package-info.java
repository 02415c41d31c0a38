/** Runs scripts of LogQL queries with the answers expected of them. */
@NullMarked
package dev.steward.query.logql.conformance;

import org.jspecify.annotations.NullMarked;
