package dev.steward.server.remoteread;

import dev.steward.formats.protobuf.MalformedMessageException;
import dev.steward.formats.protobuf.MessageWriter;
import dev.steward.formats.remoteread.ReadRequest;
import dev.steward.formats.remoteread.ReadRequest.ResponseType;
import dev.steward.formats.remoteread.SeriesWriter;
import dev.steward.server.http.BodyTooLargeException;
import dev.steward.server.http.QueryLimits;
import dev.steward.server.http.SnappyBodies;
import dev.steward.server.security.PlainAnswer;
import dev.steward.server.security.WithoutToken;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesCursor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xerial.snappy.Snappy;

/**
 * Gives raw samples to who asks by Prometheus' remote read: all of them in one message, or as a
 * stream of chunks that never lies in memory as a whole.
 */
@WithoutToken
@RestController
final class RemoteReadDoor {
  /** Past this size the one message is refused; the stream has no limit but that of queries. */
  private static final int MAX_MESSAGE_BYTES = 32 << 20;

  private static final String MESSAGE = "application/x-protobuf";
  private static final String STREAM =
      "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse";

  private final MetricStore store;
  private final QueryLimits limits;
  private final SnappyBodies bodies;

  RemoteReadDoor(MetricStore store, QueryLimits limits, SnappyBodies bodies) {
    this.store = store;
    this.limits = limits;
    this.bodies = bodies;
  }

  @PostMapping("/api/v1/read")
  void read(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try {
      ReadRequest asked = asked(request);
      switch (asked.accepted().isEmpty() ? ResponseType.SAMPLES : asked.accepted().getFirst()) {
        case SAMPLES -> message(asked, response);
        case STREAMED_XOR_CHUNKS -> stream(asked, response);
      }
    } catch (MalformedMessageException e) {
      fail(response, HttpServletResponse.SC_BAD_REQUEST, "body: not a read request: " + e);
    } catch (BodyTooLargeException e) {
      fail(
          response,
          HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
          String.valueOf(e.getMessage()));
    } catch (StewardException e) {
      fail(response, e.code().httpStatus(), String.valueOf(e.getMessage()));
    }
  }

  private ReadRequest asked(HttpServletRequest request)
      throws IOException, MalformedMessageException {
    try (SnappyBodies.Body body = bodies.read(request)) {
      return ReadRequest.decode(body.bytes(), body.bytes().length);
    }
  }

  private static void fail(HttpServletResponse response, int status, String line)
      throws IOException {
    if (response.isCommitted()) {
      throw new IOException("the answer was cut: " + line);
    }
    response.reset();
    PlainAnswer.send(response, status, line);
  }

  private static MetricQuery query(ReadRequest.Query asked) {
    return new MetricQuery(
        asked.selector(), TimeRange.closed(asked.startMillis(), asked.endMillis()));
  }

  private void message(ReadRequest asked, HttpServletResponse response) throws IOException {
    QueryContext context = limits.newContext();
    MessageWriter message = new MessageWriter();
    SampleColumns samples = new SampleColumns();
    for (ReadRequest.Query query : asked.queries()) {
      int result = message.begin(1);
      try (SeriesCursor cursor = store.read(query(query), context)) {
        while (cursor.next()) {
          samples.clear();
          cursor.read(samples);
          series(message, cursor, samples);
        }
      }
      message.end(result);
    }
    response.setContentType(MESSAGE);
    response.setHeader("Content-Encoding", "snappy");
    byte[] block = new byte[Snappy.maxCompressedLength(message.size())];
    int length = Snappy.compress(message.bytes(), 0, message.size(), block, 0);
    response.getOutputStream().write(block, 0, length);
  }

  private static void series(MessageWriter message, SeriesCursor cursor, SampleColumns samples) {
    int series = message.begin(1);
    SeriesWriter.labels(message, cursor.labels());
    for (int i = 0; i < samples.size(); i++) {
      NativeHistogram histogram = samples.histogram(i);
      if (histogram == null) {
        SeriesWriter.sample(message, samples.timestampsMillis()[i], samples.values()[i]);
      } else {
        SeriesWriter.histogram(message, samples.timestampsMillis()[i], histogram);
      }
    }
    message.end(series);
    if (message.size() > MAX_MESSAGE_BYTES) {
      throw new StewardException(
          ErrorCode.EXECUTION_FAILED,
          "answer: more than "
              + MAX_MESSAGE_BYTES
              + " bytes (expected: a narrower query, or STREAMED_XOR_CHUNKS)");
    }
  }

  private void stream(ReadRequest asked, HttpServletResponse response) throws IOException {
    QueryContext context = limits.newContext();
    response.setContentType(STREAM);
    OutputStream out = response.getOutputStream();
    ChunkStream chunks = new ChunkStream(out);
    SampleColumns samples = new SampleColumns();
    for (int i = 0; i < asked.queries().size(); i++) {
      try (SeriesCursor cursor = store.read(query(asked.queries().get(i)), context)) {
        while (cursor.next()) {
          samples.clear();
          cursor.read(samples);
          chunks.series(i, cursor.labels(), samples);
        }
      }
    }
  }
}
