/** How the server listens for gRPC, whoever calls. */
@NullMarked
package dev.steward.server.grpc;

import org.jspecify.annotations.NullMarked;
