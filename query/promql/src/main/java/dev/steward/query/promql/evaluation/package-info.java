/** Evaluation of PromQL's syntax tree, series by series over all steps. */
@NullMarked
package dev.steward.query.promql.evaluation;

import org.jspecify.annotations.NullMarked;
