/**
 * What queries answer with, and the vector arithmetic that the query languages share: columns over
 * evaluation steps, label matching, aggregation.
 */
@NullMarked
package dev.steward.query.value;

import org.jspecify.annotations.NullMarked;
