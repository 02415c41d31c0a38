package dev.steward.server.telemetry;

import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalProtocolNegotiator;
import io.grpc.netty.InternalProtocolNegotiators;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes plaintext and TLS on one port: the first bytes of a connection say which it is. For doors
 * on a loopback address only.
 *
 * <p>Uses gRPC's internal negotiators, since nothing public offers the choice; they keep the peer's
 * certificate visible to services, which terminating TLS in front of gRPC would not.
 */
final class PlaintextOrTls implements InternalProtocolNegotiator.ProtocolNegotiator {
  private final InternalProtocolNegotiator.ProtocolNegotiator plaintext =
      InternalProtocolNegotiators.serverPlaintext();
  private final InternalProtocolNegotiator.ProtocolNegotiator tls;

  PlaintextOrTls(SslContext context) {
    tls = InternalProtocolNegotiators.serverTls(context);
  }

  @Override
  public AsciiString scheme() {
    return plaintext.scheme();
  }

  @Override
  public ChannelHandler newHandler(GrpcHttp2ConnectionHandler next) {
    return new FirstBytes(next);
  }

  @Override
  public void close() {
    plaintext.close();
    tls.close();
  }

  /** Waits for enough bytes to tell, then gives its place to the right negotiator. */
  private final class FirstBytes extends ByteToMessageDecoder {
    /** Length of a TLS record header. */
    private static final int ENOUGH = 5;

    private final GrpcHttp2ConnectionHandler next;
    private final List<Object> heldEvents = new ArrayList<>();

    FirstBytes(GrpcHttp2ConnectionHandler next) {
      this.next = next;
    }

    /** gRPC starts the negotiation by an event, which the chosen negotiator has to see. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      heldEvents.add(event);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> output) {
      if (bytes.readableBytes() < ENOUGH) {
        return;
      }
      InternalProtocolNegotiator.ProtocolNegotiator chosen =
          SslHandler.isEncrypted(bytes, false) ? tls : plaintext;
      context.pipeline().addAfter(context.name(), null, chosen.newHandler(next));
      heldEvents.forEach(context::fireUserEventTriggered);
      context.pipeline().remove(this);
    }
  }
}
