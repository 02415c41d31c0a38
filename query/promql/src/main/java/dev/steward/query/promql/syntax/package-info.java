/** PromQL as text: words, syntax tree, types, and the tree as text again. */
@NullMarked
package dev.steward.query.promql.syntax;

import org.jspecify.annotations.NullMarked;
