/** JMH benchmarks of single hot paths: {@code ./dev bench jmh [NAME]}. */
@NullMarked
package dev.steward.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
