package dev.steward.alerting.evaluation;

/**
 * One evaluation of a rule.
 *
 * @param timeMillis when it is due, milliseconds since the Unix epoch
 * @param queryMillis the moment that it asks about: earlier where the group has a query offset
 * @param limit at most how many series or alerts it may give; 0 is no limit
 */
record Moment(long timeMillis, long queryMillis, int limit) {}
