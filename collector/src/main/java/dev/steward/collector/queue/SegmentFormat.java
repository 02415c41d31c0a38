package dev.steward.collector.queue;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The bytes of a segment file, big-endian. A file is a header and then records up to its end; the
 * first record is a checkpoint, every later one a batch.
 *
 * <pre>
 * header     0  8  "STWQSEG" and the format's version, 1
 *            8 16  identity of the queue
 *           24  8  sequence of the first batch; also the number of the segment's dictionary
 *           32  8  when the segment was made, nanoseconds since the Unix epoch; its two lowest bits
 *                  say how often its samples were thinned
 *           40  4  CRC-32C of bytes 0 to 39
 *
 * record     0  4  "REC1", by which a reader finds records behind damaged ones
 *            4  4  length n of what follows the head
 *            8  4  CRC-32C of bytes 4 to 7 and of what follows the head
 *           12  n  checkpoint or batch
 *
 * checkpoint 0  1  1
 *            1  .  positions of all inputs
 *
 * batch      0  1  2
 *            1  8  sequence: above that of the batch before it
 *            9  4  size of the definitions when decompressed
 *           13  4  length d of the definitions
 *           17  4  size of the content when decompressed
 *           21  4  length p of the positions
 *           25  p  positions that changed
 *         25+p  d  definitions: zstd frames of a payload that holds label sets alone
 *       25+p+d  .  content: zstd frames of a payload that holds everything else
 *
 * positions  0  4  how many
 *            .  .  for each: length (2) and UTF-8 of its key, length (2) and UTF-8 of its value
 * </pre>
 */
final class SegmentFormat {
  static final int HEADER_BYTES = 44;
  static final int HEAD_BYTES = 12;
  static final int MAX_BODY_BYTES = 32 << 20;

  /** No batch is shorter. Bounds how many batches a damaged range can have held. */
  static final int MIN_BATCH_BYTES = HEAD_BYTES + 29;

  static final int RECORD_MARK = 0x52454331;

  private static final long MAGIC = 0x5354575153454701L;
  private static final byte CHECKPOINT = 1;
  private static final byte BATCH = 2;

  private SegmentFormat() {}

  /** What stands at the start of a segment. */
  record Header(QueueIdentity queue, long firstSequence, long createdNanos) {
    private static final long THINNED_BITS = 3;

    /** A header of a segment whose samples are all there. */
    static Header fresh(QueueIdentity queue, long firstSequence, long createdNanos) {
      return new Header(queue, firstSequence, createdNanos & ~THINNED_BITS);
    }

    /** How often the segment's samples were thinned. */
    int thinned() {
      return (int) (createdNanos & THINNED_BITS);
    }

    /** The same segment with its samples thinned so often. */
    Header withThinned(int times) {
      return new Header(queue, firstSequence, createdNanos & ~THINNED_BITS | times);
    }
  }

  static ByteBuffer header(Header header) {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES);
    bytes.putLong(MAGIC);
    header.queue().writeTo(bytes);
    bytes.putLong(header.firstSequence()).putLong(header.createdNanos());
    bytes.putInt(checksum(bytes.array(), 0, HEADER_BYTES - 4));
    return bytes.flip();
  }

  static Header readHeader(ByteBuffer bytes) throws DamagedSegmentException {
    if (bytes.remaining() < HEADER_BYTES) {
      throw new DamagedSegmentException(0, "shorter than a header");
    }
    if (bytes.getLong(0) != MAGIC) {
      throw new DamagedSegmentException(0, "not a queue segment of version 1");
    }
    if (bytes.getInt(HEADER_BYTES - 4) != checksum(bytes.array(), 0, HEADER_BYTES - 4)) {
      throw new DamagedSegmentException(0, "the header's checksum is wrong");
    }
    bytes.position(8);
    return new Header(QueueIdentity.readFrom(bytes), bytes.getLong(), bytes.getLong());
  }

  static ByteBuffer checkpoint(Collection<InputPosition> positions) {
    byte[] encoded = positions(positions);
    ByteBuffer record = ByteBuffer.allocate(HEAD_BYTES + 1 + encoded.length);
    record.position(HEAD_BYTES);
    record.put(CHECKPOINT).put(encoded);
    return seal(record);
  }

  /** How many bytes a batch takes. */
  static int batchBytes(EncodedBatch batch) {
    int size = HEAD_BYTES + 29 + batch.definitions().bytes().size();
    size += batch.content().bytes().size();
    for (InputPosition position : batch.positions()) {
      size += 4 + position.key().getBytes(StandardCharsets.UTF_8).length;
      size += position.value().getBytes(StandardCharsets.UTF_8).length;
    }
    return size;
  }

  static ByteBuffer batch(long sequence, EncodedBatch batch) {
    byte[] positions = positions(batch.positions());
    Frame definitions = batch.definitions();
    Frame content = batch.content();
    int length = 25 + positions.length + definitions.bytes().size() + content.bytes().size();
    if (length > MAX_BODY_BYTES) {
      throw new IllegalArgumentException(
          "batch: " + length + " bytes (expected: " + MAX_BODY_BYTES + " at most)");
    }
    ByteBuffer record = ByteBuffer.allocate(HEAD_BYTES + length);
    record.position(HEAD_BYTES);
    record.put(BATCH).putLong(sequence);
    record.putInt(definitions.size()).putInt(definitions.bytes().size());
    record.putInt(content.size()).putInt(positions.length).put(positions);
    definitions.bytes().copyTo(record);
    content.bytes().copyTo(record);
    return seal(record);
  }

  private static ByteBuffer seal(ByteBuffer record) {
    int length = record.position() - HEAD_BYTES;
    record.putInt(0, RECORD_MARK).putInt(4, length);
    record.putInt(8, recordChecksum(length, record.array(), HEAD_BYTES, length));
    return record.flip();
  }

  static int recordChecksum(int length, byte[] body, int offset, int count) {
    CRC32C checksum = new CRC32C();
    checksum.update(ByteBuffer.allocate(4).putInt(0, length));
    checksum.update(body, offset, count);
    return (int) checksum.getValue();
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return (int) checksum.getValue();
  }

  /** Decodes what follows a record's head; the checksum has been found right. */
  static StoredRecord readBody(byte[] body, long offset) throws DamagedSegmentException {
    ByteBuffer bytes = ByteBuffer.wrap(body);
    try {
      byte kind = bytes.get();
      if (kind == CHECKPOINT) {
        return new StoredRecord.Checkpoint(readPositions(bytes));
      }
      if (kind == BATCH) {
        return readBatch(bytes, body);
      }
      throw new DamagedSegmentException(offset, "no record is of kind " + kind);
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new DamagedSegmentException(offset, "a length inside the record is wrong");
    }
  }

  private static StoredRecord readBatch(ByteBuffer bytes, byte[] body) {
    long sequence = bytes.getLong();
    int definitionsSize = bytes.getInt();
    int definitionsLength = bytes.getInt();
    int contentSize = bytes.getInt();
    int positionsLength = bytes.getInt();
    List<InputPosition> positions = readPositions(bytes);
    int start = 25 + positionsLength;
    if (bytes.position() != start || sequence < 1) {
      throw new IllegalArgumentException("positions");
    }
    ByteString rest = UnsafeByteOperations.unsafeWrap(body).substring(start);
    Frame definitions = new Frame(rest.substring(0, definitionsLength), definitionsSize);
    Frame content = new Frame(rest.substring(definitionsLength), contentSize);
    return new StoredRecord.Batch(sequence, new EncodedBatch(definitions, content, positions));
  }

  private static byte[] positions(Collection<InputPosition> positions) {
    List<byte[]> texts = new ArrayList<>(positions.size() * 2);
    int length = 4;
    for (InputPosition position : positions) {
      for (String text : List.of(position.key(), position.value())) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        if (encoded.length > 60_000) {
          throw new IllegalArgumentException(
              "position: " + encoded.length + " bytes (expected: 60000 at most)");
        }
        texts.add(encoded);
        length += 2 + encoded.length;
      }
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).putInt(positions.size());
    texts.forEach(text -> bytes.putShort((short) text.length).put(text));
    return bytes.array();
  }

  private static List<InputPosition> readPositions(ByteBuffer bytes) {
    int count = bytes.getInt();
    if (count < 0 || count > bytes.remaining() / 4) {
      throw new IllegalArgumentException("count");
    }
    List<InputPosition> positions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      positions.add(new InputPosition(readText(bytes), readText(bytes)));
    }
    return positions;
  }

  private static String readText(ByteBuffer bytes) {
    byte[] text = new byte[Short.toUnsignedInt(bytes.getShort())];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
