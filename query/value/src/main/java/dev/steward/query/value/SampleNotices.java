package dev.steward.query.value;

/** Takes what arithmetic finds out about the samples it is given. */
public interface SampleNotices {
  /** Says nothing. */
  SampleNotices SILENT =
      new SampleNotices() {
        @Override
        public void mixedFloatsAndHistograms() {}

        @Override
        public void mixedSchemas(String metricName) {}

        @Override
        public void histogramIgnored() {}

        @Override
        public void counterResetsCollided() {}

        @Override
        public void boundsReconciled() {}
      };

  /** Numbers and histograms met where only one kind can be. */
  void mixedFloatsAndHistograms();

  /** Histograms with exponential and with custom buckets met. */
  void mixedSchemas(String metricName);

  /** A histogram was left out. */
  void histogramIgnored();

  /** Some histograms follow a counter reset, others say that they do not. */
  void counterResetsCollided();

  /** Custom buckets of different bounds were brought to the bounds that all have. */
  void boundsReconciled();
}
