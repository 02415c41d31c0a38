package dev.steward.logstore.ingest;

import dev.steward.logstore.part.ContentsCache;
import dev.steward.logstore.query.StoreReader;
import dev.steward.logstore.store.StoreState;
import dev.steward.logstore.stream.StreamRegistry;
import dev.steward.logstore.wal.WalWriter;
import java.time.Clock;

/**
 * What a {@link Committer} works with.
 *
 * @param wal the log
 * @param state tables that readers see
 * @param registry numbers of streams
 * @param contents tables of parts in memory, which name streams by number
 * @param reader finds entries in parts
 * @param origins last sequences
 * @param followers those who hear of entries
 * @param counters what is counted
 * @param lastTimeOnDisk no entry in a part is later, nanoseconds since the Unix epoch
 * @param maxStreamsPerHost a host's further streams are kept as one
 * @param maxStreams further streams of all hosts are kept as one
 * @param clock by which streams are idle
 */
public record IngestParts(
    WalWriter wal,
    StoreState state,
    StreamRegistry registry,
    ContentsCache contents,
    StoreReader reader,
    Origins origins,
    Followers followers,
    IngestCounters counters,
    long lastTimeOnDisk,
    int maxStreamsPerHost,
    int maxStreams,
    Clock clock) {}
