package dev.steward.query.logql.syntax;

/**
 * A LogQL query: one that gives lines or one that gives numbers. Its text form is LogQL that parses
 * to an equal expression.
 */
public sealed interface Expression permits LogExpression, MetricExpression {}
