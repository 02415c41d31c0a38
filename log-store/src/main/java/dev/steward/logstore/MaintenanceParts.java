package dev.steward.logstore;

import dev.steward.logstore.disk.Disk;
import dev.steward.logstore.ingest.IngestLoop;
import dev.steward.logstore.ingest.Origins;
import dev.steward.logstore.store.Days;
import dev.steward.logstore.store.Housekeeping;
import dev.steward.logstore.store.Retention;
import dev.steward.logstore.store.StoreState;
import dev.steward.logstore.stream.StreamRegistry;
import dev.steward.logstore.wal.WalCleaner;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What {@link Maintenance} works with.
 *
 * @param directory where the store is
 * @param options what the operator chose
 * @param clock the time
 * @param disk where files are written
 * @param state tables that readers see
 * @param streams numbers of streams
 * @param days parts on disk
 * @param housekeeping work on parts
 * @param retention removes what is too old or too much
 * @param origins last sequences
 * @param cleaner removes segments of the log
 * @param loop the writer of the log
 * @param executor has one thread
 */
record MaintenanceParts(
    Path directory,
    LogStoreOptions options,
    Clock clock,
    Disk disk,
    StoreState state,
    StreamRegistry streams,
    Days days,
    Housekeeping housekeeping,
    Retention retention,
    Origins origins,
    WalCleaner cleaner,
    IngestLoop loop,
    ScheduledExecutorService executor) {}
