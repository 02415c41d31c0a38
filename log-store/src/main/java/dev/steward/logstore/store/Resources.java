package dev.steward.logstore.store;

import dev.steward.logstore.disk.Disk;
import dev.steward.logstore.part.ContentsCache;
import dev.steward.logstore.stream.StreamRegistry;
import dev.steward.logstore.template.TemplateMiner;
import dev.steward.logstore.template.TemplatePool;

/**
 * What the days of a store share.
 *
 * @param disk where files are written
 * @param streams numbers of streams
 * @param templates one instance for equal templates
 * @param contents tables of parts in memory
 * @param quarantine what was set aside
 * @param miner finds the templates of lines that are written; of the one thread that writes parts
 */
public record Resources(
    Disk disk,
    StreamRegistry streams,
    TemplatePool templates,
    ContentsCache contents,
    Quarantine quarantine,
    TemplateMiner miner) {}
