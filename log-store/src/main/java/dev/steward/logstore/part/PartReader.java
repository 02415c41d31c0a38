package dev.steward.logstore.part;

import dev.steward.logstore.block.BlockSummary;
import dev.steward.logstore.block.CountsSection;
import dev.steward.logstore.block.PayloadSection;
import dev.steward.logstore.block.ShapesSection;
import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.Compression;
import dev.steward.logstore.bytes.CorruptDataException;
import dev.steward.logstore.bytes.LabelsCodec;
import dev.steward.logstore.part.PartSummary.ServiceShape;
import dev.steward.logstore.stream.StreamRegistry;
import dev.steward.logstore.template.Template;
import dev.steward.logstore.template.TemplateCodec;
import dev.steward.logstore.template.TemplatePool;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A part, open for reading. Safe for any thread. Who uses it calls {@link #acquire} before and
 * {@link #release} after; the file is closed when nobody does.
 */
public final class PartReader {
  private final String name;
  private final PartFile file;
  private final PartFooter footer;
  private final StreamRegistry registry;
  private final TemplatePool pool;
  private final ContentsCache cache;
  private final AtomicInteger users = new AtomicInteger(1);

  private PartReader(
      String name,
      PartFile file,
      PartFooter footer,
      StreamRegistry registry,
      TemplatePool pool,
      ContentsCache cache) {
    this.name = name;
    this.file = file;
    this.footer = footer;
    this.registry = registry;
    this.pool = pool;
    this.cache = cache;
  }

  /** Opens a part, which then has one user. */
  public static PartReader open(
      Path path, StreamRegistry registry, TemplatePool pool, ContentsCache cache)
      throws IOException {
    PartFile file = new PartFile(path);
    try {
      return new PartReader(
          path.getFileName().toString(), file, PartFooter.read(file), registry, pool, cache);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Name of the file. */
  public String name() {
    return name;
  }

  /** Where the file is. */
  public Path path() {
    return file.path();
  }

  /** Sizes and times of the part as a whole. */
  public PartFooter footer() {
    return footer;
  }

  /** Adds a user; false where the part is closed already. */
  public boolean acquire() {
    return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  /** Takes a user away; the last closes the file. */
  public void release() {
    if (users.decrementAndGet() == 0) {
      cache.forget(this);
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The tables, from memory or from disk. */
  public PartContents contents() throws IOException {
    @Nullable PartContents known = cache.find(this);
    if (known == null) {
      known = load();
      cache.put(this, known);
    }
    return known;
  }

  private PartContents load() throws IOException {
    Template[] dictionary = readTemplates(Compression.read(footer.templates().read(file)));
    int[] streamIds = readStreams(Compression.read(footer.streams().read(file)));
    BlockTable table =
        BlockTable.read(
            Compression.read(footer.blocks().read(file)),
            PartFormat.HEADER_BYTES,
            streamIds.length);
    long[] countsAt = new long[table.blocks()];
    long at = footer.countsAt();
    for (int block = 0; block < countsAt.length; block++) {
      countsAt[block] = at;
      at += table.countsLength[block];
    }
    return PartContents.of(dictionary, streamIds, table, readShapes(dictionary, table), countsAt);
  }

  private PartShapes readShapes(Template[] dictionary, BlockTable table) throws IOException {
    PartFooter.Table shapes = footer.shapes();
    return shapes == null
        ? PartShapes.scan(dictionary, table.blocks(), block -> shapes(dictionary, table, block))
        : PartShapes.read(Compression.read(shapes.read(file)), dictionary, table.blocks());
  }

  /** Tells when each service first showed each template in the part. */
  public void visitFirstSeen(FirstSeenVisitor visitor) throws IOException {
    PartContents contents = contents();
    PartFooter.Table shapes = footer.shapes();
    if (shapes == null) {
      scanFirstSeen(contents, visitor);
      return;
    }
    ByteSource source = Compression.read(shapes.read(file));
    PartShapes.read(source, contents.dictionary(), contents.table().blocks());
    PartShapes.readFirstSeen(source, contents.dictionary(), visitor);
  }

  private Map<ServiceShape, Long> firstSeen() throws IOException {
    Map<ServiceShape, Long> firstSeen = new HashMap<>();
    visitFirstSeen((service, template, time) ->
        firstSeen.merge(new ServiceShape(service, template), time, Math::min));
    return firstSeen;
  }

  private void scanFirstSeen(PartContents contents, FirstSeenVisitor visitor) throws IOException {
    BlockTable table = contents.table();
    for (int block = 0; block < table.blocks(); block++) {
      CountsSection counts = counts(contents, block);
      ShapesSection shapes = shapes(contents, block);
      int line = 0;
      for (int run = table.firstRun(block); run < table.endRun(block); run++) {
        Labels stream = registry.labels(contents.streamIds()[table.stream(run)]);
        String service = stream.valueOrEmpty(StreamOrder.SERVICE);
        for (int end = line + table.lines(run); line < end; line++) {
          visitor.seen(service, shapes.template(line), counts.times()[line]);
        }
      }
    }
  }

  /** What an index must know of the part, read from the part itself. */
  public PartSummary summary() throws IOException {
    PartContents contents = contents();
    BlockTable table = contents.table();
    List<Labels> streams = new ArrayList<>();
    for (int id : contents.streamIds()) {
      streams.add(registry.labels(id));
    }
    List<List<Integer>> templates = new ArrayList<>();
    for (int block = 0; block < table.blocks(); block++) {
      templates.add(new ArrayList<>());
    }
    for (int template = 0; template < contents.dictionary().length; template++) {
      BitSet having = new BitSet();
      contents.shapes().addBlocks(template, having);
      int number = template;
      having.stream().forEach(block -> templates.get(block).add(number));
    }
    List<BlockSummary> blocks = new ArrayList<>();
    for (int block = 0; block < table.blocks(); block++) {
      blocks.add(table.summary(block, templates.get(block), counts(contents, block).levelValues()));
    }
    return new PartSummary(
        streams,
        Arrays.asList(contents.dictionary()),
        blocks,
        firstSeen(),
        footer.lines(),
        footer.bytes());
  }

  private Template[] readTemplates(ByteSource from) throws CorruptDataException {
    Template[] templates = new Template[from.readCount()];
    for (int i = 0; i < templates.length; i++) {
      templates[i] = pool.intern(TemplateCodec.read(from));
    }
    return templates;
  }

  private int[] readStreams(ByteSource from) throws CorruptDataException {
    int[] ids = new int[from.readCount()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = registry.id(LabelsCodec.read(from));
    }
    return ids;
  }

  /** When the lines of a block happened, and their levels. */
  public CountsSection counts(PartContents contents, int block) throws IOException {
    BlockTable table = contents.table();
    return CountsSection.read(
        file.read(
            contents.countsAt()[block], table.countsLength[block], table.checksums[3 * block + 2]),
        table.runsOf(block));
  }

  /** Reads bytes of the file, whose checksum is not known, to the start of an array. */
  void read(long position, byte[] to, int length) throws IOException {
    file.read(position, to, length);
  }

  /** Checks bytes that were read from a position. */
  void verify(byte[] bytes, int offset, int length, int checksum, long position)
      throws CorruptDataException {
    file.verify(bytes, offset, length, checksum, position);
  }

  /** Which templates the lines of a block have. */
  public ShapesSection shapes(PartContents contents, int block) throws IOException {
    return shapes(contents.dictionary(), contents.table(), block);
  }

  private ShapesSection shapes(Template[] dictionary, BlockTable table, int block)
      throws IOException {
    int lines = 0;
    for (int run = table.firstRun(block); run < table.endRun(block); run++) {
      lines += table.lines(run);
    }
    ByteSource source =
        file.read(table.shapesAt[block], table.shapesLength[block], table.checksums[3 * block]);
    return ShapesSection.read(source, lines, dictionary);
  }

  /** What varies in the lines of a block. */
  public PayloadSection payload(PartContents contents, int block, ShapesSection shapes)
      throws IOException {
    BlockTable table = contents.table();
    ByteSource source =
        file.read(
            table.shapesAt[block] + table.shapesLength[block],
            table.payloadLength[block],
            table.checksums[3 * block + 1]);
    return PayloadSection.read(
        source,
        shapes,
        footer.version() < PartFormat.VERSION_3 ? null : () -> counts(contents, block).times());
  }

  @Override
  public String toString() {
    return name;
  }
}
