/** Containers of Docker and Podman: what they use, what happens to them. */
@NullMarked
package dev.steward.collector.container;

import org.jspecify.annotations.NullMarked;
