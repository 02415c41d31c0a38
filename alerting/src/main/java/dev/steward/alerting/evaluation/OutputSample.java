package dev.steward.alerting.evaluation;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import org.jspecify.annotations.Nullable;

/** A sample that a rule gives, a histogram where there is one. */
record OutputSample(Labels labels, double value, @Nullable NativeHistogram histogram) {}
