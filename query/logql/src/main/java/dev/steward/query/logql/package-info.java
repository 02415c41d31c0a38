/** The Loki query language: what a door calls. */
@NullMarked
package dev.steward.query.logql;

import org.jspecify.annotations.NullMarked;
