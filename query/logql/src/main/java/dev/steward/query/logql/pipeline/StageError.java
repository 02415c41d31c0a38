package dev.steward.query.logql.pipeline;

/** Names of stages' failures, as they stand in {@code __error__}. */
final class StageError {
  static final String JSON = "JSONParserErr";
  static final String LOGFMT = "LogfmtParserErr";
  static final String SAMPLE = "SampleExtractionErr";
  static final String LABEL_FILTER = "LabelFilterErr";
  static final String TEMPLATE = "TemplateFormatErr";

  private StageError() {}
}
