package dev.steward.logstore.index;

import dev.steward.logstore.block.BlockSummary;
import dev.steward.logstore.bytes.ByteSink;
import dev.steward.logstore.part.PartSummary;
import dev.steward.logstore.part.PartSummary.ServiceShape;
import dev.steward.logstore.template.TemplateCodec;
import dev.steward.spi.model.Labels;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Writes the Lucene index of one day: a document for each block, with its labels, time, levels and
 * templates, and one for each template that a service showed. Never a document for a line.
 *
 * <p>The commit names the parts that it covers. For one thread at a time.
 */
public final class DayIndex implements Closeable {
  private static final double BUFFER_MEGABYTES = 8;

  private final Directory directory;
  private @Nullable IndexWriter writer;
  private final Map<ServiceShape, Long> firstSeen = new HashMap<>();
  private boolean templatesLoaded;

  /** An index in a directory, which need not exist. */
  public DayIndex(Path path) throws IOException {
    directory = FSDirectory.open(path);
  }

  /** The state of the last commit, or null where there was none. */
  public @Nullable DaySnapshot snapshot() throws IOException {
    return DirectoryReader.indexExists(directory)
        ? new DaySnapshot(DirectoryReader.open(directory))
        : null;
  }

  private IndexWriter writer() throws IOException {
    IndexWriter open = writer;
    if (open == null) {
      IndexWriterConfig config = new IndexWriterConfig();
      config.setUseCompoundFile(true);
      config.setRAMBufferSizeMB(BUFFER_MEGABYTES);
      config.setMergeScheduler(new SerialMergeScheduler());
      config.setCommitOnClose(false);
      open = new IndexWriter(directory, config);
      writer = open;
    }
    return open;
  }

  /** Adds a part to the next commit. */
  public void add(String part, PartSummary summary) throws IOException {
    IndexWriter to = writer();
    for (int block = 0; block < summary.blocks().size(); block++) {
      to.addDocument(document(part, block, summary));
    }
    loadTemplates();
    for (Map.Entry<ServiceShape, Long> entry : summary.firstSeen().entrySet()) {
      long known = firstSeen.getOrDefault(entry.getKey(), Long.MAX_VALUE);
      if (entry.getValue() < known) {
        firstSeen.put(entry.getKey(), entry.getValue());
        to.updateDocument(key(entry.getKey()), document(entry.getKey(), entry.getValue()));
      }
    }
  }

  private void loadTemplates() throws IOException {
    if (!templatesLoaded) {
      try (DaySnapshot snapshot = snapshot()) {
        if (snapshot != null) {
          firstSeen.putAll(snapshot.firstSeen());
        }
      }
      templatesLoaded = true;
    }
  }

  private static Term key(ServiceShape shape) {
    return new Term(
        Fields.SHAPE, shape.service() + '\0' + Long.toHexString(shape.template().hash()));
  }

  private static Document document(ServiceShape shape, long firstSeen) {
    Document document = new Document();
    ByteSink bytes = new ByteSink(128);
    TemplateCodec.write(shape.template(), bytes);
    document.add(new StringField(Fields.SHAPE, key(shape).text(), Field.Store.NO));
    document.add(new StoredField(Fields.SERVICE, shape.service()));
    document.add(new StoredField(Fields.PIECES, new BytesRef(bytes.toByteArray())));
    document.add(new StoredField(Fields.FIRST_SEEN, firstSeen));
    document.add(new StringField(Fields.KIND, Fields.TEMPLATE_KIND, Field.Store.NO));
    return document;
  }

  private static Document document(String part, int block, PartSummary summary) {
    BlockSummary of = summary.blocks().get(block);
    Document document = new Document();
    document.add(new StringField(Fields.PART, part, Field.Store.NO));
    document.add(new SortedDocValuesField(Fields.PART, new BytesRef(part)));
    document.add(new NumericDocValuesField(Fields.BLOCK, block));
    document.add(new LongPoint(Fields.FIRST, of.first()));
    document.add(new LongPoint(Fields.LAST, of.last()));
    for (String label : labels(of, summary)) {
      document.add(new StringField(Fields.LABEL, label, Field.Store.NO));
    }
    for (int template : of.templates()) {
      document.add(
          new StringField(
              Fields.TEMPLATE, Fields.hash(summary.templates().get(template)), Field.Store.NO));
    }
    for (@Nullable String level : of.levels()) {
      if (level != null) {
        document.add(new StringField(Fields.LEVEL, level, Field.Store.NO));
      }
    }
    return document;
  }

  private static Set<String> labels(BlockSummary block, PartSummary summary) {
    Set<String> labels = new HashSet<>();
    for (BlockSummary.Run run : block.runs()) {
      Labels stream = summary.streams().get(run.stream());
      stream.forEach((name, value) -> labels.add(Fields.label(name, value)));
    }
    return labels;
  }

  /** Takes a part out of the next commit. */
  public void remove(String part) throws IOException {
    writer().deleteDocuments(new Term(Fields.PART, part));
  }

  /** Makes the changes durable, all or none, together with what the commit says of itself. */
  public void commit(DayCommit commit) throws IOException {
    IndexWriter to = writer();
    to.setLiveCommitData(commit.toMap().entrySet());
    to.commit();
  }

  /** Gives up what was not committed; the next change starts from the last commit. */
  public void rollback() {
    IndexWriter open = writer;
    writer = null;
    templatesLoaded = false;
    firstSeen.clear();
    if (open != null) {
      try {
        open.rollback();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    IndexWriter open = writer;
    writer = null;
    if (open != null) {
      open.close();
    }
    directory.close();
  }
}
