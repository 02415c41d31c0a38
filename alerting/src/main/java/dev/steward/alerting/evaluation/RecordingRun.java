package dev.steward.alerting.evaluation;

import dev.steward.alerting.rule.Rule;
import dev.steward.query.value.Sample;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A recording rule: what its expression gives becomes series of its own. */
final class RecordingRun implements RuleRun {
  private final Rule.Recording rule;
  private final Map<String, String> labels;
  private final RuleQueries.Question question;
  private final WrittenSeries written = new WrittenSeries();
  private final RunRecord record = new RunRecord();

  /** The labels given for those found, as of the last evaluation: mostly they are the same. */
  private Map<Labels, Labels> named = Map.of();

  RecordingRun(Rule.Recording rule, Map<String, String> labels, RuleQueries queries) {
    this.rule = rule;
    this.labels = labels;
    this.question = queries.prepare(rule.expression());
  }

  @Override
  public Rule rule() {
    return rule;
  }

  @Override
  public Map<String, String> labels() {
    return labels;
  }

  @Override
  public List<OutputSample> evaluate(Moment moment) {
    List<Sample> found = question.at(moment.queryMillis());
    Map<Labels, Labels> names = HashMap.newHashMap(found.size());
    Set<Labels> distinct = HashSet.newHashSet(found.size());
    List<OutputSample> given = new ArrayList<>(found.size());
    for (Sample sample : found) {
      Labels known = named.get(sample.labels());
      Labels series = known == null ? named(sample.labels()) : known;
      if (!distinct.add(series)) {
        throw new StewardException(
            ErrorCode.EXECUTION_FAILED,
            "vector contains metrics with the same labelset after applying rule labels");
      }
      names.put(sample.labels(), series);
      given.add(new OutputSample(series, sample.value(), sample.histogram()));
    }
    if (moment.limit() > 0 && given.size() > moment.limit()) {
      throw new StewardException(
          ErrorCode.EXECUTION_FAILED,
          "exceeded limit of " + moment.limit() + " with " + given.size() + " series");
    }
    named = names;
    return given;
  }

  private Labels named(Labels found) {
    Labels.Builder series = found.edit().set(Labels.METRIC_NAME, rule.name());
    labels.forEach((name, value) -> {
      if (value.isEmpty()) {
        series.remove(name);
      } else {
        series.set(name, value);
      }
    });
    return series.build();
  }

  @Override
  public WrittenSeries written() {
    return written;
  }

  @Override
  public RunRecord record() {
    return record;
  }

  @Override
  public void adopt(RuleRun before) {
    record.adopt(before.record());
    written.adopt(before.written());
  }
}
