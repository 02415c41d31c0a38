package dev.steward.testkit.store.log;

/**
 * What every log store must do: implement {@link #store()} with a fresh store for each test, and
 * inherit the tests.
 */
public interface LogStoreContract
    extends LogAppendContract,
        LogReadContract,
        LogCountContract,
        LogPatternContract,
        LogDeleteContract,
        LogContextContract,
        LogExactnessContract {}
