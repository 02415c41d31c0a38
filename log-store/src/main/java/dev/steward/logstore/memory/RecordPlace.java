package dev.steward.logstore.memory;

/**
 * Where a table keeps a record.
 *
 * @param array number of the array that holds it
 * @param offset where in the array it starts
 */
public record RecordPlace(int array, int offset) {}
