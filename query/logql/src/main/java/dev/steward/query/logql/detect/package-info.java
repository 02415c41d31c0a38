/**
 * What is found out about lines without being asked: their level and service as they are stored,
 * and the fields that they hold.
 */
@NullMarked
package dev.steward.query.logql.detect;

import org.jspecify.annotations.NullMarked;
