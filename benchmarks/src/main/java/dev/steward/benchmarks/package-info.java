/**
 * Benchmarks of the whole product, one main class each: {@code ./dev bench NAME} runs {@code
 * NameBenchmark}.
 */
@NullMarked
package dev.steward.benchmarks;

import org.jspecify.annotations.NullMarked;
