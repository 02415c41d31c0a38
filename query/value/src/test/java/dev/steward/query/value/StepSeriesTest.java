package dev.steward.query.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.SampleValues;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepSeriesTest {
  private static final Labels LABELS = Labels.of("a", "b");
  private static final NativeHistogram HISTOGRAM = NativeHistogram.builder().count(1).build();

  @Test
  void aStepHoldsNothingANumberOrAHistogram() {
    StepSeries series = new StepSeries(LABELS, 3);
    series.set(1, Double.NaN);
    series.set(2, HISTOGRAM);
    assertFalse(series.isPresent(0));
    assertTrue(series.isFloat(1));
    assertTrue(series.isPresent(2));
    assertFalse(series.isFloat(2));
    assertEquals(2, series.count());
    series.set(2, 5);
    assertNull(series.histogram(2));
    series.clear(2);
    assertFalse(series.isPresent(2));
  }

  @Test
  void aResultIsNeverTakenForNothing() {
    StepSeries series = new StepSeries(LABELS, 1);
    series.set(0, SampleValues.STALE);
    assertTrue(series.isPresent(0));
    assertTrue(Double.isNaN(series.value(0)));
  }

  @Test
  void aCopyIsApart() {
    StepSeries series = new StepSeries(LABELS, 1);
    series.set(0, HISTOGRAM);
    StepSeries copy = series.copy();
    series.reset(Labels.EMPTY, true);
    assertEquals(HISTOGRAM, copy.histogram(0));
    assertEquals(LABELS, copy.labels());
    assertFalse(series.hasSamples());
  }

  @Test
  void pointsLieOnTheGrid() {
    StepSeries series = new StepSeries(LABELS, 3);
    series.set(0, 1);
    series.set(2, 3);
    Points points = series.points(new StepGrid(1000, 1025, 10));
    assertEquals(2, points.size());
    assertEquals(1020, points.timestampMillis(1));
    assertEquals(3, points.value(1));
    assertFalse(points.hasHistograms());
  }

  @Test
  void equalLabelsMergeWhereTheyDoNotOverlap() {
    StepSeries early = new StepSeries(LABELS, 2);
    early.set(0, 1);
    StepSeries late = new StepSeries(LABELS, 2);
    late.set(1, 2);
    List<StepSeries> merged = SeriesMerge.byLabels(List.of(early, late));
    assertEquals(1, merged.size());
    assertEquals(2, merged.getFirst().value(1));
    StepSeries again = new StepSeries(LABELS, 2);
    again.set(1, 7);
    assertThrows(
        StewardException.class, () -> SeriesMerge.byLabels(List.of(merged.getFirst(), again)));
  }
}
